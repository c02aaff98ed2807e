//! What readers make of records: of every version, cut at any byte, and of what is none.

use countersign::source::code::Code;

use super::{WHOLE, read_all, utf8};
use crate::project::Project;

/// The codes of what is wrong with a text that is read as a record.
fn wrong(project: &Project, text: &[u8]) -> (Option<Code>, bool, usize) {
    let path = utf8(project.path("record.jsonl"));
    std::fs::write(&path, text).expect("written");
    match read_all(&path) {
        Ok((file, ids)) => (file.damage.as_ref().map(|error| error.code), file.is_complete(), ids.len()),
        Err(error) => (Some(error.code), false, 0),
    }
}

#[test]
fn a_record_of_version_1_is_read_whole() {
    assert_eq!(wrong(&Project::empty(), WHOLE.as_bytes()), (None, true, 3));
}

#[test]
fn a_record_that_is_cut_at_any_byte_is_never_complete() {
    let project = Project::empty();
    let first = WHOLE.find('\n').expect("a line") + 1;
    for cut in 0..WHOLE.len() {
        let (code, complete, cases) = wrong(&project, &WHOLE.as_bytes()[..cut]);
        assert!(!complete, "complete though cut at {cut}");
        let lines = WHOLE[..cut].matches('\n').count();
        assert_eq!(cases, lines.saturating_sub(1), "cut at {cut}");
        let is_between_lines = cut == 0 || WHOLE.as_bytes()[cut - 1] == b'\n';
        let expected = match (cut < first, is_between_lines) {
            (true, _) => Some(Code::RecordUnreadable),
            (false, true) => None,
            (false, false) => Some(Code::RecordDamaged),
        };
        assert_eq!(code, expected, "cut at {cut}");
    }
}

#[test]
fn a_record_with_any_byte_changed_is_read_without_a_panic() {
    let project = Project::empty();
    for at in (0..WHOLE.len()).step_by(7) {
        for byte in [b'\n', b'"', b'{', 0xff, b'9'] {
            let mut text = WHOLE.as_bytes().to_vec();
            text[at] = byte;
            wrong(&project, &text);
        }
    }
}

#[test]
fn keys_that_this_version_does_not_know_are_passed_over() {
    let text = WHOLE
        .replace("\"planned\":3}}", "\"planned\":3,\"weather\":{\"rain\":[true]}}}")
        .replace("{\"case\":{", "{\"case\":{\"mood\":\"good\",")
        .replace("\"exit\":1}}", "\"exit\":1,\"applause\":null}}");
    assert!(text.len() > WHOLE.len() + 60, "nothing was added");
    assert_eq!(wrong(&Project::empty(), text.as_bytes()), (None, true, 3));
}

#[test]
fn what_is_no_record_says_so() {
    let project = Project::empty();
    for (text, code) in [
        ("", Code::RecordUnreadable),
        ("\n", Code::RecordUnreadable),
        ("hello\n", Code::RecordUnreadable),
        ("{}\n", Code::RecordUnreadable),
        ("[]\n", Code::RecordUnreadable),
        ("{\"run\":{\"version\":0}}\n", Code::RecordUnreadable),
        ("{\"run\":{\"version\":1}}\n", Code::RecordDamaged),
        ("{\"run\":{\"version\":2,\"cases\":\"elsewhere\"}}\n", Code::RecordNewer),
        ("{\"end\":{\"version\":1}}\n", Code::RecordUnreadable),
        ("\u{feff}{\"run\":{\"version\":1}}\n", Code::RecordUnreadable),
    ] {
        assert_eq!(wrong(&project, text.as_bytes()), (Some(code), false, 0), "{text}");
    }
    assert_eq!(wrong(&project, &[0xff, 0xfe, b'\n']).0, Some(Code::RecordUnreadable));
    for path in [project.path(""), project.path("nothing.jsonl")] {
        assert_eq!(read_all(&utf8(path)).expect_err("no record").code, Code::RecordUnreadable);
    }
}

#[test]
fn two_runs_in_one_file_are_no_record_of_either() {
    let (code, complete, cases) = wrong(&Project::empty(), [WHOLE, WHOLE].concat().as_bytes());
    assert_eq!((code, complete, cases), (Some(Code::RecordDamaged), false, 3));
}

#[test]
fn a_record_whose_end_does_not_fit_its_cases_is_not_complete() {
    let project = Project::empty();
    let lines: Vec<&str> = WHOLE.lines().collect();
    let text = |lines: &[&str]| lines.iter().map(|line| format!("{line}\n")).collect::<String>();
    let without = text(&[lines[0], lines[1], lines[2], lines[4]]);
    let twice = text(&[lines[0], lines[1], lines[2], lines[3], lines[3], lines[4]]);
    let behind = text(&[lines[0], lines[1], lines[2], lines[4], lines[3]]);
    for (text, code) in [(without, None), (twice, None), (behind, Some(Code::RecordDamaged))] {
        let (found, complete, _) = wrong(&project, text.as_bytes());
        assert_eq!((found, complete), (code, false));
    }
    let unfit = WHOLE.replace("\"failed\":1", "\"failed\":0").replace("\"passed\":1", "\"passed\":2");
    assert!(!wrong(&project, unfit.as_bytes()).1);
}
