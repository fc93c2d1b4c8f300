"""Shared by the notebooks and the report: it reads results, describes them in words, and draws
them."""
