"""The index: built once a version, in a thread of its own."""

import threading

from dashboard import warehouse
from dashboard.search import index


def test_it_is_built_once_a_version(version):
    first = index.prepare(version)
    assert first is index.prepare(version)
    first.result()
    with warehouse.cursor(version.name) as connection:
        built = connection.execute("select distinct kind from searchable.records order by 1").fetchall()
    assert built == [("matter",), ("party",), ("person",), ("topic",)]


def test_each_text_stands_there_once_the_newest_first(version):
    index.prepare(version).result()
    with warehouse.cursor(version.name) as connection:
        topics = connection.execute(
            "select folded from searchable.records where kind = 'topic' order by position"
        ).fetchall()
    assert [text for (text,) in topics] == [
        "新能源项目考察",
        "拜访生产力促进局并座谈",
        "imgsrcxonerroralert1100droptablevisits",
    ]


def test_readers_do_not_wait_while_it_is_built(version, monkeypatch):
    go, names = threading.Event(), index.names

    def slow(connection):
        go.wait(10)
        yield from names(connection)

    monkeypatch.setattr(index, "names", slow)
    monkeypatch.setattr(index, "_built", {})
    building = index.prepare(version)
    with warehouse.cursor(version.name) as connection:
        assert connection.execute("select count(*) from visits").fetchall() == [(4,)]
    assert not building.done()
    go.set()
    building.result(10)


def test_after_a_failure_it_is_tried_again(version, monkeypatch):
    def failing(connection):
        raise OSError("no memory")
        yield

    monkeypatch.setattr(index, "_built", {})
    with monkeypatch.context() as patch:
        patch.setattr(index, "names", failing)
        assert isinstance(index.prepare(version).exception(10), OSError)
    assert index.prepare(version).exception(10) is None
