"""Executes notebooks, several at a time, and removes from them what changes with each run."""

import asyncio
import contextlib
import json
import os
import sys
import tempfile
from pathlib import Path

import nbformat
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell

HERE = Path(__file__).resolve().parents[1]  # notebooks/
SECONDS_A_CELL = 120


def notebooks():
    """The paths of this folder's notebooks, the overview first."""
    return sorted(HERE.glob("*.ipynb"), key=lambda path: (path.stem != "tradeoffs", path.stem))


@contextlib.contextmanager
def clean_environment(**variables):
    """An environment for kernels: they run this interpreter, whichever kernels the user has, and
    leave nothing in the user's home. It is set in this process, because children inherit it, and
    restored at the end."""
    before = dict(os.environ)
    with tempfile.TemporaryDirectory() as scratch:
        kernel = Path(scratch) / "kernels" / "python3"
        kernel.mkdir(parents=True)
        command = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        spec = {"argv": command, "display_name": "Python 3", "language": "python"}
        (kernel / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
        os.environ.update(
            JUPYTER_PATH=scratch, JUPYTER_CONFIG_DIR=scratch, IPYTHONDIR=f"{scratch}/ipython",
            JUPYTER_RUNTIME_DIR=f"{scratch}/runtime", MPLCONFIGDIR=f"{scratch}/matplotlib",
            PYTHONDONTWRITEBYTECODE="1", TRIPTYCH_PICTURES=scratch,
            PYDEVD_DISABLE_FILE_VALIDATION="1",  # no advice about debuggers
        )
        os.environ.update({name: str(value) for name, value in variables.items()})
        try:
            yield
        finally:
            os.environ.clear()
            os.environ.update(before)


def execute(paths):
    """Returns the notebooks with their outputs, in the same order. Raises nbclient's
    CellExecutionError, which names the cell, if a cell fails."""
    import matplotlib.font_manager  # noqa: F401  finds the fonts, once for all kernels

    read = [nbformat.read(path, as_version=4) for path in paths]
    asyncio.run(_execute_all(read))
    return [_without_noise(notebook) for notebook in read]


async def _execute_all(read):
    # This program handles signals itself (see handle_signals), because nbclient would go on without
    # a kernel. What a signal interrupts needs no report.
    loop = asyncio.get_running_loop()
    loop.add_signal_handler = loop.remove_signal_handler = lambda *_: None
    loop.set_exception_handler(lambda *_: None)
    left = list(reversed(read))
    await asyncio.gather(*(_execute_some(left) for _ in os.sched_getaffinity(0)))


async def _execute_some(left):
    """Starts one kernel, and runs notebook after notebook in it until none is left. Each begins
    with `%reset`: to start a new kernel with all imports takes longer than most notebooks."""
    kernel = AsyncKernelManager(kernel_name="python3")
    try:
        while left:
            notebook = left.pop()
            notebook.cells.insert(0, new_code_cell("%reset -f"))
            client = NotebookClient(notebook, km=kernel, timeout=SECONDS_A_CELL,
                                    record_timing=False,
                                    resources={"metadata": {"path": str(HERE)}})
            try:
                await client.async_execute()
            finally:
                if client.kc is not None:
                    client.kc.stop_channels()
            notebook.cells.pop(0)
    finally:
        if kernel.has_kernel:
            await kernel.shutdown_kernel(now=True)


def _without_noise(notebook):
    """Removes the version of Python and the order of execution, which differ from run to run."""
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    count = 0
    for cell in notebook.cells:
        cell.metadata = {"tags": cell.metadata["tags"]} if "tags" in cell.metadata else {}
        if cell.cell_type != "code":
            continue
        count += 1
        cell.execution_count = count
        for output in cell.outputs:
            if "execution_count" in output:
                output.execution_count = count
    return notebook
