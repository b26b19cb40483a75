from __future__ import annotations

import os
from pathlib import Path

import pytest

from duixian.batch import find_sources


def files(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("增长7%。", encoding="utf-8")


def test_folder_is_walked_in_sorted_order_for_known_formats(tmp_path) -> None:
    """Files at any depth with a known extension, in any case; nothing else."""
    files(tmp_path, "b.TXT", "a/z.md", "a/c.xlsx", "readme", "c.docx")
    assert [source.name for source in find_sources([tmp_path])] == ["b.TXT", "c.docx", "z.md"]


def test_hidden_files_and_folders_are_left_out(tmp_path) -> None:
    """Neither dot files nor what an open Word leaves behind are documents."""
    files(tmp_path, ".a.txt", ".git/b.txt", "~$报告.docx", "报告.txt")
    assert [source.name for source in find_sources([tmp_path])] == ["报告.txt"]


def test_a_file_that_is_named_is_taken_whatever_its_extension(tmp_path) -> None:
    """The user knows better; the content decides."""
    files(tmp_path, ".hidden", "报告.data")
    assert len(find_sources([tmp_path / ".hidden", tmp_path / "报告.data"])) == 2


def test_links_that_lead_in_a_circle_end(tmp_path) -> None:
    """A link to a folder above is not followed; a link to a file is read once."""
    files(tmp_path, "a/报告.txt")
    (tmp_path / "a" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "a" / "same.txt").symlink_to(tmp_path / "a" / "报告.txt")
    assert len(find_sources([tmp_path, tmp_path / "a" / "报告.txt"])) == 1


def test_documents_of_one_name_are_called_by_their_paths(tmp_path) -> None:
    """Only names that repeat get a path, relative to the folder all share."""
    files(tmp_path, "2023/报告.txt", "2024/报告.txt", "2024/规划.txt")
    names = [source.name for source in find_sources([tmp_path / "2023", tmp_path / "2024"])]
    assert names == ["2023/报告.txt", "2024/报告.txt", "规划.txt"]


def test_output_is_not_read_as_input(tmp_path) -> None:
    """Pages written into the folder that is read are left out the next time."""
    files(tmp_path, "报告.txt", "out/报告.html", "数据.txt")
    found = find_sources([tmp_path], without=[tmp_path / "out", tmp_path / "数据.txt"])
    assert [source.name for source in found] == ["报告.txt"]


@pytest.mark.skipif(os.name == "nt", reason="names are bytes on POSIX only")
def test_a_name_that_is_no_text_can_still_be_written(tmp_path) -> None:
    """A file name in another encoding is read, and called by a name that is valid Unicode."""
    path = tmp_path / os.fsdecode("报告".encode("gb18030") + b".txt")
    try:
        path.write_text("增长7%。", encoding="utf-8")
    except OSError:
        pytest.skip("the file system takes UTF-8 names only")
    (source,) = find_sources([tmp_path])
    assert source.name.encode("utf-8").endswith(b".txt")
    assert source.path.read_bytes()


def test_nothing_is_found_in_an_empty_folder(tmp_path) -> None:
    """An empty folder holds no documents; a file that does not exist is told when it is read."""
    assert find_sources([tmp_path]) == ()
    assert len(find_sources([tmp_path / "报告.txt"])) == 1
