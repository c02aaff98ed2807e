//! The pages beside the change: all groups, the keys, and the end.

use crate::decide::review::group::Group;
use crate::decide::review::pending::Decision;
use crate::show::plain::count;
use crate::show::review::state::{Scene, cases, class_style, decided, title};
use crate::show::review::styled::{Line, Style};
use crate::show::review::unified::Body;

/// The groups that pass the filter, a line for each. Only those in sight are worked out, from the one at `first` on.
pub fn groups(scene: &Scene<'_>, first: usize, height: usize, width: usize) -> Vec<Line> {
    let shown = scene.visible.iter().enumerate().skip(first).take(height);
    let decisions: Vec<(String, Style)> =
        shown.clone().map(|(_, index)| decided(scene.review, &scene.review.groups[*index].members)).collect();
    let widest = decisions.iter().map(|(word, _)| word.len()).max().unwrap_or(0);
    let line = |((at, index), (word, style)): ((usize, &usize), (String, Style))| {
        let group = &scene.review.groups[*index];
        let change = group.change(&scene.review.pending);
        let about = format!("{:>10}  ", count(cases(group).len(), "case"));
        let sign = if at == scene.state.group { ">" } else { " " };
        let class = format!("{sign}{:<9} ", change.class.name().to_uppercase());
        let room = width.saturating_sub(class.len() + about.len() + widest + 1);
        let text = if at == scene.state.group { Style::Strong } else { Style::Plain };
        let mut line = Line::of(&class, class_style(change.class));
        line.append(Line::of(&title(change), text).filled(room.max(10)));
        line.and(&about, Style::Quiet).and(&word, style).cut(width)
    };
    shown.zip(decisions).map(line).collect()
}

/// What the keys do.
pub fn help(width: usize) -> Body {
    let mut lines = Vec::new();
    for (title, keys) in KEYS {
        if !lines.is_empty() {
            lines.push(Line::default());
        }
        lines.push(Line::of(&format!(" {title}"), Style::Strong).cut(width));
        for (key, does) in *keys {
            let mut words = Line::plain(does).flowed(width.saturating_sub(HELP_LABEL)).into_iter();
            let mut line = Line::of(&format!("   {key:<width$}", width = HELP_LABEL - 3), Style::Fact);
            line.append(words.next().unwrap_or_default());
            lines.push(line.cut(width));
            lines.extend(words.map(|words| {
                let mut line = Line::plain(&" ".repeat(HELP_LABEL));
                line.append(words);
                line.cut(width)
            }));
        }
    }
    Body { lines, at: 0 }
}

const HELP_LABEL: usize = 18;

type Keys = &'static [(&'static str, &'static str)];

const KEYS: &[(&str, Keys)] = &[
    (
        "Decide (each decision is written at once)",
        &[
            ("a", "accept: the change becomes part of the snapshots of all cases of the group"),
            ("r", "reject: the snapshots stay as they are"),
            ("o", "decide only the case that is shown; again: all cases"),
            ("A  R", "accept or reject everything of this class that is open and passes the filter"),
            ("d", "redact this path from now on: the case files say so, and a fixed text stands for its values"),
            ("l", "alias this path from now on: a number such as id#1 stands for each of its values"),
            ("u", "take the last decision back, again and again"),
        ],
    ),
    (
        "Go",
        &[
            ("s", "skip: on to the next group that is open"),
            ("tab  ]", "the next group"),
            ("shift-tab  [", "the group before"),
            ("n  p", "the next case of the group, the one before; also the arrows right and left"),
            ("up  down", "scroll by a line; space, page down and page up by a page; home and end"),
            ("g", "all groups"),
            ("/", "show only groups with a text in their path, words, class or cases; an empty text shows all"),
        ],
    ),
    (
        "Look",
        &[
            ("v", "old and new beside each other, or under each other"),
            ("x", "the whole snapshot, or only what is near the change"),
            ("i", "the request that led to it, the response, and what the other checks found"),
        ],
    ),
    ("End", &[("q", "quit; what is not decided stays pending. Ctrl-C does the same")]),
    (
        "Signs",
        &[
            (">-  >+", "what was and what is proposed, in the change that is looked at"),
            (" -   +", "the same, in another change of this snapshot"),
        ],
    ),
];

/// What stands after the last group.
pub fn end(scene: &Scene<'_>, width: usize) -> Body {
    let review = scene.review;
    let is_open = |group: &Group| group.count(&review.pending, Decision::Open) > 0;
    let open = review.groups.iter().filter(|group| is_open(group)).count();
    let here = scene.visible.iter().filter(|index| is_open(&review.groups[**index])).count();
    let left = |number: usize| if number == 1 { "1 group is".into() } else { format!("{number} groups are") };
    let mut lines = vec![Line::default()];
    let (text, style) = match (open, here) {
        (0, _) => (" Everything is decided.".to_owned(), Style::Good),
        (_, 0) => {
            let left = left(open);
            (format!(" Everything that passes the filter is decided; {left} left beside it."), Style::Notice)
        }
        (_, here) => (format!(" {} left.", left(here)), Style::Notice),
    };
    lines.extend(Line::of(&text, style).flowed(width));
    lines.push(Line::default());
    for (decision, word) in
        [(Decision::Accepted, "accepted"), (Decision::Rejected, "rejected"), (Decision::Open, "left")]
    {
        let number = review.count(decision);
        if number > 0 {
            lines.push(Line::plain(&format!(" {number:>6} {word}")).cut(width));
        }
    }
    lines.push(Line::default());
    let next = match (open, here) {
        (0, _) => " enter or q ends the review; u takes the last decision back",
        (_, 0) => " enter shows all groups again; q ends the review",
        _ => " enter goes to the first group that is left; q ends the review",
    };
    lines.extend(Line::of(next, Style::Quiet).flowed(width));
    Body { lines, at: 0 }
}
