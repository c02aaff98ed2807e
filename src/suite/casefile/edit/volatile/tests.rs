//! Volatile paths are added to every way in which `snapshot` can be written, and not a byte else is touched.

use super::{Addition, with_volatile};
use crate::source::span::FileId;
use crate::source::tree::{Content, Node};
use crate::suite::casefile::edit::splice::spliced;
use crate::suite::casefile::edit::tree::{Uneditable, parsed};

/// A file with one case, in which `snapshot` is written in some way.
const AROUND: [(&str, &str); 7] = [
    ("api: a\noperation: GET /x\ncases:\n  - name: c  # why\n    expect:\n      status: 200\n      ", "\n"),
    (
        "api: a\noperation: GET /x\ncases:\n  - name: c\n    expect:\n      ",
        "\n      # behind\n      status: 200   # ok\n\n  - name: d\n",
    ),
    ("api: a\noperation: GET /x\ncases:\n  - name: c\n    expect:\n      ", ""),
    ("api: a\noperation: GET /x\ndefaults:\n  expect:\n      ", "\n\n\n# é\ncases: [{ name: c }]\n"),
    ("api: a\ncases:\n- name: c\n  steps:\n  - operation: GET /x\n    expect:\n      ", "\n  - {operation: GET /x}\n"),
    ("blocks:\n  b:\n    steps:\n    - operation: GET /x\n      expect:\n        ", "\n      capture: { a: $.a }\n"),
    (
        "# yaml-language-server: x\napi: a\noperation: GET /x\ncases:\n  - name: c\n    each: { a: 1 }\n    expect: { status: 200,\n      ",
        " }\n",
    ),
];

/// How `snapshot` can be written, and what becomes of it with `$.hash` redacted and with `$.items[*].id` numbered.
const WRITTEN: [(&str, &str, &str); 22] = [
    (
        "snapshot: body",
        r#"snapshot: { kind: body, redact: { $.hash: "[hash]" } }"#,
        r#"snapshot: { kind: body, alias: ["$.items[*].id"] }"#,
    ),
    (
        "snapshot: 'body' # c",
        r##"snapshot: { kind: body, redact: { $.hash: "[hash]" } } # c"##,
        r##"snapshot: { kind: body, alias: ["$.items[*].id"] } # c"##,
    ),
    (
        "snapshot:   \"shape\"",
        r#"snapshot:   { kind: shape, redact: { $.hash: "[hash]" } }"#,
        r#"snapshot:   { kind: shape, alias: ["$.items[*].id"] }"#,
    ),
    (
        r#""snapshot": "body""#,
        r#""snapshot": { "kind": "body", "redact": { "$.hash": "[hash]" } }"#,
        r#""snapshot": { "kind": "body", "alias": ["$.items[*].id"] }"#,
    ),
    (
        "snapshot: &s body",
        r#"snapshot: &s { kind: body, redact: { $.hash: "[hash]" } }"#,
        r#"snapshot: &s { kind: body, alias: ["$.items[*].id"] }"#,
    ),
    (
        "snapshot: { kind: body }",
        r#"snapshot: { kind: body, redact: { $.hash: "[hash]" } }"#,
        r#"snapshot: { kind: body, alias: ["$.items[*].id"] }"#,
    ),
    (
        "snapshot: {kind: body,}",
        r#"snapshot: {kind: body, redact: { $.hash: "[hash]" },}"#,
        r#"snapshot: {kind: body, alias: ["$.items[*].id"],}"#,
    ),
    (
        "snapshot: { redact: {}, alias: [], kind: body }",
        r#"snapshot: { redact: { $.hash: "[hash]" }, alias: [], kind: body }"#,
        r#"snapshot: { redact: {}, alias: ["$.items[*].id"], kind: body }"#,
    ),
    (
        "snapshot: { redact: { $.a: x }, alias: [$.b], kind: body }",
        r#"snapshot: { redact: { $.a: x, $.hash: "[hash]" }, alias: [$.b], kind: body }"#,
        r#"snapshot: { redact: { $.a: x }, alias: [$.b, "$.items[*].id"], kind: body }"#,
    ),
    (
        "snapshot: { redact: { \"$['a b']\": 'it''s, {x}' }, kind: body } # }",
        r##"snapshot: { redact: { "$['a b']": 'it''s, {x}', $.hash: "[hash]" }, kind: body } # }"##,
        r##"snapshot: { redact: { "$['a b']": 'it''s, {x}' }, kind: body, alias: ["$.items[*].id"] } # }"##,
    ),
    (
        "snapshot: {\n          kind: body,  # k\n          alias: [ $.b ]  # b, c\n        }",
        "snapshot: {\n          kind: body,  # k\n          alias: [ $.b ],  # b, c\n          redact: { $.hash: \"[hash]\" }\n        }",
        "snapshot: {\n          kind: body,  # k\n          alias: [ $.b, \"$.items[*].id\" ]  # b, c\n        }",
    ),
    (
        "snapshot: {\n          kind: body,\n          alias: [\n            $.b,  # b\n          ],\n        }",
        "snapshot: {\n          kind: body,\n          alias: [\n            $.b,  # b\n          ],\n          redact: { $.hash: \"[hash]\" },\n        }",
        "snapshot: {\n          kind: body,\n          alias: [\n            $.b,  # b\n            \"$.items[*].id\",\n          ],\n        }",
    ),
    (
        "snapshot: { kind: body,\n          redact: { $.a: x,\n            $.b: y } }",
        "snapshot: { kind: body,\n          redact: { $.a: x,\n            $.b: y, $.hash: \"[hash]\" } }",
        "snapshot: { kind: body,\n          redact: { $.a: x,\n            $.b: y }, alias: [\"$.items[*].id\"] }",
    ),
    (
        "snapshot:\n          kind: body",
        "snapshot:\n          kind: body\n          redact: { $.hash: \"[hash]\" }",
        "snapshot:\n          kind: body\n          alias: [\"$.items[*].id\"]",
    ),
    (
        "snapshot:  # s\n          # k\n          kind: body  # body\n          # more",
        "snapshot:  # s\n          # k\n          kind: body  # body\n          redact: { $.hash: \"[hash]\" }\n          # more",
        "snapshot:  # s\n          # k\n          kind: body  # body\n          alias: [\"$.items[*].id\"]\n          # more",
    ),
    (
        "snapshot:\n          redact:  # r\n            $.a: \"#a\"  # a\n            # $.b: x\n\n          kind: body",
        "snapshot:\n          redact:  # r\n            $.a: \"#a\"  # a\n            $.hash: \"[hash]\"\n            # $.b: x\n\n          kind: body",
        "snapshot:\n          redact:  # r\n            $.a: \"#a\"  # a\n            # $.b: x\n\n          kind: body\n          alias: [\"$.items[*].id\"]",
    ),
    (
        "snapshot:\n          kind: body\n          alias:\n            - $.b  # b\n            # - $.c",
        "snapshot:\n          kind: body\n          alias:\n            - $.b  # b\n          redact: { $.hash: \"[hash]\" }\n            # - $.c",
        "snapshot:\n          kind: body\n          alias:\n            - $.b  # b\n            - \"$.items[*].id\"\n            # - $.c",
    ),
    (
        "snapshot:\n          kind: body\n          alias:\n          -   $.b\n          -   $.c",
        "snapshot:\n          kind: body\n          alias:\n          -   $.b\n          -   $.c\n          redact: { $.hash: \"[hash]\" }",
        "snapshot:\n          kind: body\n          alias:\n          -   $.b\n          -   $.c\n          - \"$.items[*].id\"",
    ),
    (
        "snapshot:\n          redact: { $.a: x }  # a\n          kind: body",
        "snapshot:\n          redact: { $.a: x, $.hash: \"[hash]\" }  # a\n          kind: body",
        "snapshot:\n          redact: { $.a: x }  # a\n          kind: body\n          alias: [\"$.items[*].id\"]",
    ),
    (
        "snapshot:\n          redact: {}\n          kind: body",
        "snapshot:\n          redact: { $.hash: \"[hash]\" }\n          kind: body",
        "snapshot:\n          redact: {}\n          kind: body\n          alias: [\"$.items[*].id\"]",
    ),
    (
        "snapshot:\n          kind: body\n          redact:\n            $.a: >-\n              folded\n              text",
        "snapshot:\n          kind: body\n          redact:\n            $.a: >-\n              folded\n              text\n            $.hash: \"[hash]\"",
        "snapshot:\n          kind: body\n          redact:\n            $.a: >-\n              folded\n              text\n          alias: [\"$.items[*].id\"]",
    ),
    (
        "snapshot:\n          body",
        "snapshot:\n          { kind: body, redact: { $.hash: \"[hash]\" } }",
        "snapshot:\n          { kind: body, alias: [\"$.items[*].id\"] }",
    ),
];

fn addition(text: &str, is_redaction: bool) -> Addition {
    let root = parsed(FileId::default(), text).unwrap_or_else(|| panic!("not well-formed:\n{text}"));
    let span = first_snapshot(&root).expect("a snapshot").span;
    let redact = is_redaction.then(|| ("$.hash".to_owned(), "[hash]".to_owned()));
    let alias = (!is_redaction).then(|| "$.items[*].id".to_owned());
    Addition { span, redact: redact.into_iter().collect(), alias: alias.into_iter().collect() }
}

fn first_snapshot(node: &Node) -> Option<&Node> {
    match &node.content {
        Content::Map(entries) => entries.iter().find_map(|entry| match &*entry.key {
            "snapshot" => Some(&entry.value),
            _ => first_snapshot(&entry.value),
        }),
        Content::List(elements) => elements.iter().find_map(first_snapshot),
        _ => None,
    }
}

fn edited(text: &str, is_redaction: bool) -> Result<String, Uneditable> {
    with_volatile(FileId::default(), text, &[addition(text, is_redaction)])
}

#[test]
fn nothing_but_the_addition_changes_in_any_layout() {
    let mut count = 0;
    for (before, after) in AROUND {
        for (written, redacted, aliased) in WRITTEN {
            // A comment or a block cannot stand inside brackets on the same line, nor a block in them at all.
            let in_brackets = before.trim_end().ends_with(',');
            let is_block = written.contains(":\n") || written.contains("# ");
            if in_brackets && (is_block || written.contains(" #")) {
                continue;
            }
            for eol in ["\n", "\r\n"] {
                let text = |middle: &str| format!("{before}{middle}{after}").replace('\n', eol);
                for (wanted, is_redaction) in [(redacted, true), (aliased, false)] {
                    let edited = edited(&text(written), is_redaction);
                    assert_eq!(edited.as_deref(), Ok(&*text(wanted)), "{}", text(written));
                    count += 1;
                }
            }
        }
    }
    assert!(count > 450, "{count}");
}

#[test]
fn what_was_added_can_be_added_to() {
    for (before, after) in &AROUND[..3] {
        for (written, ..) in WRITTEN {
            let mut text = format!("{before}{written}{after}");
            for round in 0..3 {
                let mut more = addition(&text, round % 2 == 0);
                more.redact.iter_mut().for_each(|(path, _)| path.push_str(&round.to_string()));
                more.alias.iter_mut().for_each(|path| path.push_str(&round.to_string()));
                let edited = with_volatile(FileId::default(), &text, &[more]).expect(&text);
                // Every line that was there still is, in its order, at most longer.
                let mut lines = edited.lines();
                for line in text.lines() {
                    let kept = |new: &str| {
                        line.split_whitespace()
                            .all(|word| new.contains(word.trim_matches(['{', '}', '[', ']', ',', '"', '\''])))
                    };
                    assert!(lines.any(kept), "{line}\n---\n{edited}");
                }
                text = edited;
            }
        }
    }
}

#[test]
fn several_snapshots_of_a_file_are_edited_together() {
    let text = "api: a\noperation: GET /x\ncases:\n  - name: c\n    expect: { snapshot: body }\n  - name: d\n    expect: { snapshot: shape }\n";
    let first = addition(text, true);
    let rest = spliced(text, vec![]).expect("the same");
    let span = parsed(FileId::default(), &rest).expect("well-formed");
    let second = span.get("cases").expect("cases").elements()[1]
        .get("expect")
        .and_then(|node| node.get("snapshot"))
        .expect("one");
    let second =
        Addition { span: second.span, redact: vec![("$.b".into(), "it's".into())], alias: vec!["$..id".into()] };
    let edited = with_volatile(FileId::default(), text, &[second, first]).expect("edited");
    assert_eq!(
        edited,
        "api: a\noperation: GET /x\ncases:\n  - name: c\n    expect: { snapshot: { kind: body, redact: { $.hash: \"[hash]\" } } }\n  - name: d\n    expect: { snapshot: { kind: shape, redact: { $.b: \"it's\" }, alias: [$..id] } }\n"
    );
}

#[test]
fn what_is_written_once_and_used_twice_is_left_alone() {
    let head = "api: a\noperation: GET /x\ncases:\n";
    for cases in [
        "  - { name: c, expect: { snapshot: &s body } }\n  - { name: d, expect: { snapshot: *s } }\n",
        "  - { name: c, expect: &e { snapshot: body } }\n  - { name: d, expect: *e }\n",
        "  - { name: c, tags: [&s body], expect: { snapshot: *s } }\n",
        "  - { name: c, vars: { r: &r { $.a: x } }, expect: { snapshot: { kind: body, redact: *r } } }\n",
        "  - { name: c, expect: { snapshot: { kind: body, redact: &r { $.a: x } } } }\n  - { name: d, expect: { snapshot: { kind: shape, redact: *r } } }\n",
    ] {
        let text = format!("{head}{cases}");
        assert!(edited(&text, true).is_err(), "{text}");
    }
}

#[test]
fn an_odd_way_of_writing_changes_nothing() {
    let head = "api: a\noperation: GET /x\ncases:\n";
    for cases in [
        "  - name: c\n    expect:\n      ? snapshot\n      : ? kind\n        : body\n",
        "  - name: c\n    expect:\n      snapshot: !!str body\n",
    ] {
        let text = format!("{head}{cases}");
        if let Ok(edited) = edited(&text, true) {
            assert!(parsed(FileId::default(), &edited).is_some(), "{edited}");
        }
    }
}
