"""Looks at the week's folder the way a reader does, all the time: whatever is to be seen there must be whole."""

import hashlib
import os
import threading
import time
from pathlib import Path

import orjson

MANIFEST = "manifest.json"
EVERY = 0.005  # seconds


class Watcher:
    """`wrong` holds what a reader has seen that was not whole, or that the week had gone after it had been there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.looks = 0
        self.wrong: list[str] = []
        self._known: set[tuple[object, ...]] = set()
        self._was_there = False
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "Watcher":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()
        self.look()

    def _watch(self) -> None:
        while not self._end.is_set():
            self.look()
            time.sleep(EVERY)

    def look(self) -> None:
        """One look, through one opened folder, so that one is seen even while another takes its place."""
        self.looks += 1
        try:
            opened = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY)
        except FileNotFoundError:
            if self._was_there:
                self._note("the week that was there has gone")
            return
        try:
            self._was_there = True
            signature = _signature(opened)
            if signature in self._known:
                return
            faults = whole(opened)
            # Another has taken its place, or it changed while it was read: the next look will tell.
            if _is_same(self.folder, opened) and _signature(opened) == signature:
                self._known.add(signature)
                for fault in faults:
                    self._note(fault)
        except FileNotFoundError:
            if _is_same(self.folder, opened):
                self._note("a file went while the folder was to be seen")
        finally:
            os.close(opened)

    def _note(self, fault: str) -> None:
        if fault not in self.wrong:
            self.wrong.append(fault)


def whole(opened: int) -> list[str]:
    """What is wrong with an opened folder: each file as the manifest says, and no other."""
    names = set(os.listdir(opened))
    try:
        manifest = orjson.loads(_read(opened, MANIFEST))
    except FileNotFoundError:
        return [f"no manifest beside {', '.join(sorted(names)) or 'nothing'}"]
    except ValueError:
        return ["a manifest that is cut off"]
    faults = [f"{name} is missing" for name in sorted(set(manifest["files"]) - names)]
    faults += [f"{name} is not in the manifest" for name in sorted(names - set(manifest["files"]) - {MANIFEST})]
    for name in sorted(set(manifest["files"]) & names):
        if hashlib.sha256(_read(opened, name)).hexdigest() != manifest["files"][name]["sha256"]:
            faults.append(f"{name} is not what the manifest says")
    return faults


def tree(folder: Path) -> dict[str, str]:
    """Every file below a folder with its SHA-256."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _read(opened: int, name: str) -> bytes:
    with os.fdopen(os.open(name, os.O_RDONLY, dir_fd=opened), "rb") as file:
        return file.read()


def _signature(opened: int) -> tuple[object, ...]:
    own = os.fstat(opened)
    files = []
    for name in sorted(os.listdir(opened)):
        there = os.stat(name, dir_fd=opened)
        files.append((name, there.st_ino, there.st_size, there.st_mtime_ns))
    return own.st_dev, own.st_ino, *files


def _is_same(folder: Path, opened: int) -> bool:
    try:
        there = os.stat(folder)
    except FileNotFoundError:
        return False
    return (there.st_dev, there.st_ino) == (os.fstat(opened).st_dev, os.fstat(opened).st_ino)
