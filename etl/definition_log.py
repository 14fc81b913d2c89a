"""A changed definition is written into the audit log: the office edits a file, and nobody else would say so."""

import hashlib

from etl import audit
from etl.definitions import FILE
from etl.places import reference_file

# Who changed it is known to the machine and not to us.
BY = "file"


def note_definitions() -> bool:
    """Records the definitions in force when they are not those that the log named last; whether it did.

    The first ever are no change and are recorded as what it began with.
    """
    digest = hashlib.sha256(reference_file(FILE).read_bytes()).hexdigest()
    known = next((entry["detail"].get("sha256") for entry in audit.entries() if entry["action"] == "define"), None)
    if known == digest:
        return False
    audit.record("define", BY, FILE, sha256=digest, before=known)
    return True
