"""Templates of checklists as files: what is written is read back, what is none is set aside with a sentence."""

import json
from dataclasses import replace

import pytest

from planner.core.checklist_errors import BadTemplate, NoTemplate
from planner.core.checklist_files import (
    FORMS,
    default_template,
    delete_template,
    find_template,
    library,
    read_template,
    save_template,
    templates,
    write_template,
)
from planner.core.checklists import CheckLine, Checklist, CheckPart
from planner.core.input_errors import NoFile
from planner.core.output_errors import NoPlaceForTarget

OWN = Checklist(
    "防汛检查",
    "青禾县学校防汛检查表",
    (
        CheckPart("校舍", (CheckLine("屋面不漏", "逐栋看", "总务处", "雨前"), CheckLine("排水沟通畅"))),
        CheckPart("任务", (), True),
    ),
    form="yes-no",
    head=("学校",),
    blank=0,
    foot=("检查人",),
)


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("PLANNER_HOME", str(tmp_path / "home"))


def document(**changes):
    return {
        "format": "planner.checklist",
        "version": 1,
        "name": "防汛检查",
        "parts": [{"heading": "校舍", "lines": [{"what": "屋面不漏"}]}],
    } | changes


def put(folder, name, content):
    path = folder / name
    path.write_text(content if isinstance(content, str) else json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def test_the_programs_templates_are_whole():
    found = templates()
    assert {"会议筹备", "任务落实", "学校任务落实", "开学检查", "考试组织", "校园安全检查", "督导检查"} <= {
        t.name for t in found
    }
    for template in found:
        lines = [line for part in template.parts for line in part.lines]
        assert lines or any(part.takes_items for part in template.parts)
        assert len({line.what for line in lines}) == len(lines), "no line stands twice"
        assert template.title
        assert template.head
        assert template.foot
        assert template.form in FORMS


def test_the_first_is_the_meeting_with_its_parts_and_labels():
    found = default_template()
    assert found.head == ("会议名称", "时间", "地点", "主持", "记录")
    assert [part.heading for part in found.parts] == ["会前准备", "会中保障", "会后落实", "议题"]
    assert found.parts[-1].takes_items
    assert found.blank == 3
    assert found.foot == ("检查人", "日期")


def test_what_is_written_is_read_back(tmp_path):
    write_template(OWN, tmp_path / "a.json")
    assert read_template(tmp_path / "a.json") == OWN


def test_an_own_template_is_kept_found_and_deleted():
    path = save_template(OWN)
    (kept,) = [one for one in library().kept if one.is_own]
    assert (kept.checklist, kept.path) == (OWN, path)
    assert find_template("防汛") == OWN
    delete_template(kept)
    delete_template(kept)
    assert not any(one.is_own for one in library().kept)


def test_saving_again_changes_the_same_file():
    path = save_template(OWN)
    assert save_template(replace(OWN, title="另一个标题")) == path
    assert len(list(path.parent.iterdir())) == 1
    assert find_template("防汛检查").title == "另一个标题"


def test_two_names_that_make_one_file_name_have_two_files():
    assert save_template(replace(OWN, name="a/b")) != save_template(replace(OWN, name="ab"))
    assert {"a/b", "ab"} <= {one.name for one in templates()}


@pytest.mark.parametrize("name", ["con", "..", "😀", "长" * 300, "a:b*c?"])
def test_any_name_makes_a_file(name):
    path = save_template(replace(OWN, name=name))
    assert path.exists()
    assert find_template(name).name == name


def test_an_own_one_stands_in_the_place_of_the_programs_of_its_name():
    before = [one.name for one in templates()]
    save_template(replace(OWN, name=before[2]))
    assert [one.name for one in templates()] == before
    assert templates()[2].title == OWN.title


def test_the_programs_own_files_are_not_deleted():
    with pytest.raises(ValueError, match="stay"):
        delete_template(library().kept[0])


def test_what_is_left_out_has_its_usual_value_and_unknown_keys_are_passed_over(tmp_path):
    found = read_template(put(tmp_path, "a.json", document(colour="red")))
    assert found == Checklist("防汛检查", "防汛检查", (CheckPart("校舍", (CheckLine("屋面不漏"),)),))


def test_a_file_with_a_byte_order_mark_is_read(tmp_path):
    path = tmp_path / "a.json"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(document()).encode())
    assert read_template(path).name == "防汛检查"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "JSON"),
        ("{", "JSON"),
        ("[1]", "写法不对"),
        ('{"a": ' * 100_000, "JSON"),
        ({"format": "planner.plan", "version": 1}, "不是本程序的检查清单模板"),
        (document(version=2), "更高版本"),
        (document(version="1"), "版本"),
        (document(version=True), "版本"),
        (document(name=""), "名称"),
        (document(name=7), "名称应是文字"),
        (document(parts=[]), "没有内容"),
        (document(parts={}), "各部分"),
        (document(parts=["校舍"]), "部分的写法"),
        (document(parts=[{"heading": "校舍", "lines": [{"requirement": "看"}]}]), "没有事项"),
        (document(parts=[{"heading": "校舍", "takes_items": "no"}]), "列入任务"),
        (document(form="table"), "形式"),
        (document(blank=-1), "空行"),
        (document(blank=10**30), "空行"),
        (document(head="学校"), "表头"),
        (document(foot=[1]), "表尾"),
        (document(parts=[{"heading": "x", "lines": [{"what": "y"}] * 3000}]), "行"),
        (document(title="长" * 1_000_000), "太大"),
    ],
)
def test_what_is_no_template_is_refused_with_the_reason(tmp_path, content, reason):
    path = put(tmp_path, "坏.json", content)
    with pytest.raises(BadTemplate) as caught:
        read_template(path)
    assert reason in caught.value.message
    assert "《坏.json》" in caught.value.message
    assert caught.value.hint
    assert caught.value.exit_status == 3


def test_bytes_that_are_no_text_are_refused(tmp_path):
    (tmp_path / "a.json").write_bytes(bytes(range(256)))
    with pytest.raises(BadTemplate):
        read_template(tmp_path / "a.json")


def test_a_folder_and_a_file_that_is_not_there_are_told(tmp_path):
    with pytest.raises(BadTemplate, match="文件夹"):
        read_template(tmp_path)
    with pytest.raises(NoFile):
        read_template(tmp_path / "nothing.json")


def test_a_bad_file_is_set_aside_and_stays_and_the_others_are_there(tmp_path):
    save_template(OWN, tmp_path)
    bad = put(tmp_path, "坏.json", "{")
    put(tmp_path, "笔记.txt", "no template at all")
    found = library(tmp_path)
    assert "防汛检查" in [kept.checklist.name for kept in found.kept]
    (sentence,) = found.set_aside
    assert "坏.json" in sentence
    assert bad.read_text(encoding="utf-8") == "{"


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(NoPlaceForTarget):
        save_template(OWN, tmp_path / "file" / "templates")


def test_a_template_is_found_by_name_by_a_part_of_it_or_as_a_file(tmp_path):
    write_template(OWN, tmp_path / "带来的.json")
    assert find_template("考试组织").name == "考试组织"
    assert find_template("考试").name == "考试组织"
    assert find_template(str(tmp_path / "带来的.json")) == OWN


def test_a_name_that_is_none_or_several_is_told_with_what_there_is():
    with pytest.raises(NoTemplate) as caught:
        find_template("没有的")
    assert "会议筹备" in caught.value.hint
    with pytest.raises(NoTemplate) as caught:
        find_template("检查")
    assert "多份" in caught.value.message
    assert "会议筹备" not in caught.value.hint
    with pytest.raises(NoTemplate):
        find_template("  ")
