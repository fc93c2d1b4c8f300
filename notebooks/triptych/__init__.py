"""What the notebooks and the report share: results read, tested for meaning, put into words, drawn."""
