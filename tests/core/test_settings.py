"""The settings and their file: what is read, what falls back and is told, what survives a rewrite."""

import json
from dataclasses import replace

import pytest

from planner.core.customs import LightKind
from planner.core.errors import OutputError
from planner.core.progress import Status
from planner.core.settings import ROWS, Settings, read_span, span_words, take
from planner.core.settings_file import read_settings, settings_path, write_settings

OTHERS = {
    "单位名称": "安澜县教育局",
    "用户姓名": "林一",
    "联系人和电话": "林一 0000-1234567",
    "牵头单位的叫法": "主办单位",
    "配合单位的叫法": "协办单位",
    "启动时显示": "首页",
    "字体.标题": "华文中宋",
    "字体.表头": "等线 Bold",
    "字体.正文": "宋体",
    "学期.春季学期": "2月20日至7月5日",
    "学期.秋季学期": "8月25日至次年1月15日",
    "亮灯.规则": "四色",
    "亮灯.提前几天": 10,
    "亮灯.落后几个百分点亮黄灯": 5,
    "亮灯.落后几个百分点亮红灯": 20,
    "备份文件夹": "D:/备份",
}


@pytest.fixture
def path(tmp_path):
    return settings_path(tmp_path / "planner.db")


def others():
    settings = Settings()
    for name, value in OTHERS.items():
        settings = take(settings, name, value)
    return take(settings, "状态的叫法.已完成", "办结")


def test_without_a_file_the_usual_settings_hold(path):
    assert read_settings(path) == Settings()
    assert not path.exists()


def test_every_setting_comes_back_as_it_was_written(path):
    write_settings(path, others())
    found = read_settings(path)
    assert found == others()
    assert found.warnings == ()
    assert found.customs.lights.kind is LightKind.FOUR_COLOURS
    assert found.customs.word(Status.DONE) == "办结"
    assert found.customs.terms.autumn == ((8, 25), (1, 15))
    for row in ROWS:
        assert row.name in OTHERS or row.name.startswith("状态的叫法.")


def test_the_file_can_be_read_by_people_and_changed_in_an_editor(path):
    write_settings(path, others())
    text = path.read_text(encoding="utf-8")
    assert '"单位名称": "安澜县教育局"' in text
    assert '"春季学期": "2月20日至7月5日"' in text
    for encoding in ("utf-8-sig", "gb18030"):
        path.write_bytes(text.replace("安澜县", "青禾县").encode(encoding))
        assert read_settings(path).bureau == "青禾县教育局"


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[1, 2]", b"\xff\xfe\x00", b'{"a": 1}' + b" " * 1_000_001, b"[" * 9000]
)
def test_a_broken_file_is_set_aside_and_told(path, content):
    path.write_bytes(content)
    found = read_settings(path)
    assert found == Settings()
    (aside,) = path.parent.glob("设置-损坏-*.json")
    assert aside.read_bytes() == content
    assert aside.name in found.warnings[0]
    assert not path.exists()
    path.write_bytes(content)
    read_settings(path)
    assert len(list(path.parent.glob("设置-损坏-*.json"))) == 2


def test_a_wrong_value_alone_falls_back_and_is_told_by_name(path):
    wrong = {
        "单位名称": "安澜县教育局",
        "亮灯": {"提前几天": "许多", "规则": "四色"},
        "学期": {"春季学期": "2月30日至7月1日"},
    }
    path.write_text(json.dumps(wrong), encoding="utf-8")
    found = read_settings(path)
    assert found.bureau == "安澜县教育局"
    assert found.customs.lights.soon_days == 7
    assert found.customs.lights.kind is LightKind.FOUR_COLOURS
    assert len(found.warnings) == 2
    assert "“亮灯.提前几天”" in " ".join(found.warnings)
    assert "“学期.春季学期”里的2月30日" in " ".join(found.warnings)


def test_a_rewrite_keeps_what_the_program_does_not_know_and_what_it_could_not_read(path):
    path.write_text('{"将来的": [1], "亮灯": {"提前几天": "许多", "声音": "响"}, "字体": 3}', encoding="utf-8")
    settings = read_settings(path)
    write_settings(path, take(settings, "用户姓名", "林一"))
    kept = json.loads(path.read_text(encoding="utf-8"))
    assert kept["将来的"] == [1]
    assert kept["亮灯"]["声音"] == "响"
    assert kept["亮灯"]["提前几天"] == "许多"
    assert kept["用户姓名"] == "林一"
    write_settings(path, take(settings, "亮灯.提前几天", 9))
    assert json.loads(path.read_text(encoding="utf-8"))["亮灯"]["提前几天"] == 9


def test_half_a_character_in_the_file_does_not_hinder_a_rewrite(path):
    path.write_text('{"别的": "\\ud83d", "单位名称": "\\ud83d"}', encoding="utf-8")
    read = read_settings(path)
    assert len(read.warnings) == 1
    write_settings(path, replace(read, author="张"))
    assert read_settings(path).author == "张"
    assert json.loads(path.read_text(encoding="utf-8"))["别的"] == "\ud83d"


def test_what_cannot_be_read_is_set_aside_before_it_is_written_over(path):
    path.mkdir()
    write_settings(path, replace(read_settings(path), author="张"))
    assert read_settings(path).author == "张"
    assert [found.is_dir() for found in path.parent.glob("设置-损坏-*.json")] == [True]


def test_a_file_that_cannot_be_written_is_told_and_leaves_nothing(tmp_path):
    with pytest.raises(OutputError):
        write_settings(tmp_path / "没有" / "settings.json", Settings())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("亮灯.提前几天", 0, "1 到 90"),
        ("亮灯.提前几天", True, "1 到 90"),
        ("亮灯.规则", "五色", "三色"),
        ("启动时显示", "别处", "首页"),
        ("学期.春季学期", "开学", "3月1日"),
        ("学期.春季学期", "7月1日至3月1日", "之后"),
        ("学期.秋季学期", "9月1日至12月1日", "次年"),
        ("状态的叫法.已完成", "推进中", "重名"),
        ("状态的叫法.滞后", "办结", "重名"),
        ("单位名称", 7, "文字"),
        ("单位名称", "安澜\x01县", "不能显示"),
        ("备份文件夹", "\ud83d", "不能显示"),
        ("单位名称", "长" * 61, "60"),
        ("牵头单位的叫法", "九个字的叫法太长了啊", "8"),
    ],
)
def test_a_value_that_cannot_be_is_refused_in_words(name, value, words):
    with pytest.raises(ValueError, match=words) as caught:
        take(Settings(), name, value)
    assert f"“{name}”" in str(caught.value)


def test_terms_are_read_as_people_write_them():
    for words in ("9月1日至次年1月20日", "9.1-1.20", "9月1日—翌年1月20日", " 9/1 ~ 1/20 "):
        assert read_span(words) == ((9, 1), (1, 20))
    assert span_words(((9, 1), (1, 20))) == "9月1日至次年1月20日"


def test_an_empty_word_is_the_usual_one():
    settings = take(take(Settings(), "牵头单位的叫法", "主办单位"), "牵头单位的叫法", " ")
    assert settings == Settings()
    assert take(take(Settings(), "状态的叫法.滞后", "慢"), "状态的叫法.滞后", "") == Settings()
