//! What the rows of a case propose for the snapshot that they share.
//!
//! Rows come in any order and from several threads. What they come to is the same whichever was first.

use crate::judge::snapshot::file::SnapshotFile;
use crate::suite::model::SnapshotKind;
use crate::value::shape::model::Shape;

/// A proposal, widened by what another row proposes; `None` when it says all that already. Both widen the same reviewed
/// snapshot, if there is one.
pub fn together(proposed: &str, row: &str) -> Option<String> {
    let text = match (SnapshotFile::from_text(proposed), SnapshotFile::from_text(row)) {
        (Ok(proposed), Ok(row)) if [&proposed, &row].iter().all(|file| is_shape(file)) => both(proposed, row).to_text(),
        _ => row.to_owned(),
    };
    (text != proposed).then_some(text)
}

fn both(proposed: SnapshotFile, row: SnapshotFile) -> SnapshotFile {
    let shape = |file: &SnapshotFile| Shape::from_text(&file.contents).ok().filter(|_| rank(file) == 0);
    let head = proposed.info.head.clone().union(row.info.head.clone());
    let mut file = match (shape(&proposed), shape(&row)) {
        (Some(one), Some(other)) => SnapshotFile { contents: one.union(other).to_text(), ..proposed },
        // There is no shape of a list of items and no body at once: the one that says more is kept.
        _ if rank(&row) < rank(&proposed) => row,
        _ => proposed,
    };
    file.info.head = head;
    file
}

fn is_shape(file: &SnapshotFile) -> bool {
    file.info.kind == Some(SnapshotKind::Shape)
}

fn rank(file: &SnapshotFile) -> usize {
    let known = ["json", "text", "bytes", "none"];
    known.iter().position(|name| file.info.content.as_deref() == Some(name)).unwrap_or(known.len())
}

#[cfg(test)]
mod tests {
    use super::together;

    fn shape(content: &str, status: u16, contents: &str) -> String {
        format!("---\ninfo:\n  kind: shape\n  content: {content}\n  status: {status}\n---\n{contents}\n")
    }

    #[test]
    fn the_order_of_rows_does_not_matter() {
        let rows = [
            shape("json", 200, r#"{ "type": "string", "format": "digest" }"#),
            shape("none", 204, "no body"),
            shape("json", 201, r#"{ "type": "string", "format": "integer" }"#),
            shape("json", 200, r#"{ "type": "null" }"#),
        ];
        let all =
            |rows: &[&String]| rows[1..].iter().fold(rows[0].clone(), |all, row| together(&all, row).unwrap_or(all));
        let wanted = all(&[&rows[0], &rows[1], &rows[2], &rows[3]]);
        assert!(wanted.contains("- 204") && wanted.contains(r#""format": ["integer", "digest"]"#), "{wanted}");
        for order in [[3, 2, 1, 0], [1, 0, 3, 2], [2, 3, 0, 1]] {
            assert_eq!(all(&order.map(|index| &rows[index])), wanted);
        }
        assert!(rows.iter().all(|row| together(&wanted, row).is_none()));
    }
}
