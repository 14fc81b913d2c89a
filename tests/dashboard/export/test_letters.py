"""What a PDF says that it shows: ideographs, not the radicals that look the same."""

from dashboard.export.pdf.letters import with_letters


def test_single_glyphs():
    table = b"2 beginbfchar\n<0001> <2F49>\n<2F49> <6708>\nendbfchar"
    assert with_letters(table) == b"2 beginbfchar\n<0001> <6708>\n<2F49> <6708>\nendbfchar"


def test_the_supplement():
    # ⻚ is 页, which normalising leaves alone.
    assert with_letters(b"1 beginbfchar\n<0001> <2EDA>\nendbfchar") == b"1 beginbfchar\n<0001> <9875>\nendbfchar"


def test_a_range_is_kept_or_told_one_by_one():
    assert with_letters(b"1 beginbfrange\n<0001> <0003> <4E00>\nendbfrange") == (
        b"1 beginbfrange\n<0001> <0003> <4E00>\nendbfrange"
    )
    # ⼀⼁ are 一丨.
    assert with_letters(b"1 beginbfrange\n<0001> <0002> <2F00>\nendbfrange") == (
        b"1 beginbfchar\n<0001> <4E00>\n<0002> <4E28>\nendbfchar"
    )


def test_letters_beyond_the_first_plane_stay():
    table = b"1 beginbfchar\n<0001> <D860DEE2>\nendbfchar"
    assert with_letters(table) == table
