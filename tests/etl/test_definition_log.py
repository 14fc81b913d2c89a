"""Who looks at the audit log sees when the office's definitions changed."""

from etl import audit
from etl.definition_log import note_definitions
from etl.own_reference import keep_own
from etl.places import REFERENCE


def test_each_change_is_recorded_once(tmp_path, monkeypatch):
    monkeypatch.setenv("COOPERATION_DATA", str(tmp_path))
    shipped = (REFERENCE / "indicators.toml").read_bytes()
    assert note_definitions()
    assert not note_definitions()
    keep_own("indicators.toml", shipped + b"\n# the office's own\n")
    assert note_definitions()
    assert not note_definitions()
    newest, first = audit.entries()
    assert (newest["action"], newest["about"]) == ("define", "indicators.toml")
    assert newest["detail"]["before"] == first["detail"]["sha256"]
    assert list(audit.verify()) == []
