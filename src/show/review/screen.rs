//! A whole screen of the review, worked out from what the reviewer looks at. Nothing is wider or higher than the
//! terminal.

use crate::decide::review::pending::Decision;
use crate::show::review::exchange::exchanges;
use crate::show::review::foot::{foot, keys};
use crate::show::review::heading::{Room, heading};
use crate::show::review::pages::{end, groups, help};
use crate::show::review::rows::{Row, folded};
use crate::show::review::side::{NARROWEST, beside};
use crate::show::review::state::{Context, Foot, Layout, Page, Scene, Scroll};
use crate::show::review::styled::{Line, Style};
use crate::show::review::unified::{Body, Drawing, Long, is_current, unified};

/// How many rows are shown around a change.
const NEAR: usize = 3;
/// From this height on there is room for all of the heading.
const HIGH: usize = 16;
/// From this height on there is room for a list of cases.
const VERY_HIGH: usize = 32;

/// How large a terminal is, in cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// From left to right.
    pub width: usize,
    /// From top to bottom.
    pub height: usize,
}

/// A whole screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Screen {
    /// As many lines as the terminal has.
    pub lines: Vec<Line>,
    /// Which line of the body is the first one shown.
    pub first: usize,
    /// How many lines of the body are shown at once.
    pub page: usize,
}

/// The screen for what the reviewer looks at.
pub fn screen(scene: &Scene<'_>, size: Size) -> Screen {
    let Size { width, height } = size;
    let is_high = height >= HIGH;
    let mut top = vec![bar(scene, width)];
    if scene.state.page == Page::Change {
        top.extend(heading(scene, room(height), width));
    }
    let mut bottom = foot(scene, if is_high { 2 } else { 1 }, width);
    if is_high {
        top.push(rule(width));
        match &scene.state.foot {
            // What was done stands in the place of the rule, so that nothing moves.
            Foot::Note(_) => bottom.extend(keys(scene, 2, width)),
            Foot::Trouble(_) => bottom.extend(keys(scene, 2, width).into_iter().take(1)),
            Foot::Keys | Foot::Question(_) | Foot::Filter(_) => bottom.insert(0, rule(width)),
        }
    }
    bottom.truncate(height.saturating_sub(1));
    top.truncate(height - bottom.len().min(height));
    let page = height.saturating_sub(top.len() + bottom.len());
    let Shown { lines: body, first, all } = shown(scene, page, width);
    if let Some(last) = top.last_mut().filter(|_| is_high && all > page) {
        *last = rule_with(&format!(" {}-{} of {all} lines ", first + 1, first + body.len()), width);
    }
    let mut lines = top;
    lines.extend(body);
    lines.resize(height - bottom.len().min(height), Line::default());
    lines.extend(bottom);
    Screen { lines, first, page }
}

/// What is shown of a body.
struct Shown {
    lines: Vec<Line>,
    /// The first of them.
    first: usize,
    /// How many there are.
    all: usize,
}

fn shown(scene: &Scene<'_>, page: usize, width: usize) -> Shown {
    if scene.state.page == Page::Groups {
        // The cursor stays in sight.
        let last = scene.visible.len().saturating_sub(page);
        let first = scene.state.group.saturating_sub(page / 2).min(last);
        return Shown { lines: groups(scene, first, page, width), first, all: scene.visible.len() };
    }
    let body = body(scene, page, width);
    let last = body.lines.len().saturating_sub(page);
    let first = match scene.state.scroll {
        Scroll::AtChange if body.at + NEAR < page => 0,
        Scroll::AtChange => body.at.saturating_sub(NEAR.min(page / 3)),
        Scroll::At(line) => line,
    };
    let first = first.min(last);
    let all = body.lines.len();
    Shown { lines: body.lines.into_iter().skip(first).take(page).collect(), first, all }
}

/// All lines of the page. Around a change, there are as many as `room` lines have place for.
pub fn body(scene: &Scene<'_>, room: usize, width: usize) -> Body {
    match scene.state.page {
        Page::Change => change(scene, room, width),
        Page::Exchange => exchanges(scene.pending().and_then(|pending| pending.context.as_ref()), width),
        Page::Groups => Body { lines: groups(scene, 0, scene.visible.len(), width), at: 0 },
        Page::Help => help(width),
        Page::End => end(scene, width),
    }
}

fn change(scene: &Scene<'_>, room: usize, width: usize) -> Body {
    let current: Vec<usize> = scene.here().iter().map(|id| id.change).collect();
    let is_seen = scene.rows.iter().any(|row| is_current(row, &current));
    let is_of_interest = |row: &Row| match scene.state.context {
        Context::Whole => true,
        Context::Near if is_seen => is_current(row, &current),
        Context::Near => row.is_changed,
    };
    let around = |context: usize| {
        let pieces = folded(scene.rows.to_vec(), context, is_of_interest);
        let long = if scene.state.context == Context::Near { Long::Cut } else { Long::Wrapped };
        let drawing = Drawing { current: &current, long, width };
        match scene.state.layout {
            Layout::Side if width >= NARROWEST => beside(&pieces, drawing),
            _ => unified(&pieces, drawing),
        }
    };
    let near = around(NEAR);
    let left = room.saturating_sub(near.lines.len());
    let more = if left > 1 { around(NEAR + left / 2) } else { return near };
    if more.lines.len() <= room { more } else { near }
}

/// Where the reviewer is: `group 3 of 12 with "price"`.
pub fn position(scene: &Scene<'_>) -> String {
    let position = match (scene.state.page, scene.visible.len()) {
        (Page::Groups, 1) => "1 group".to_owned(),
        (Page::Groups, all) => format!("{all} groups"),
        (Page::Help, _) => return "help".to_owned(),
        (Page::End, _) => return "the end of the review".to_owned(),
        (_, all) => format!("group {} of {all}", scene.state.group + 1),
    };
    if scene.state.filter.is_empty() { position } else { format!("{position} with \"{}\"", scene.state.filter) }
}

/// Where the reviewer is, and how far.
fn bar(scene: &Scene<'_>, width: usize) -> Line {
    let left = format!(" {}", position(scene));
    let count = |decision| scene.review.count(decision);
    let (accepted, rejected) = (count(Decision::Accepted), count(Decision::Rejected));
    let right = format!("{accepted} accepted · {rejected} rejected · {} open ", count(Decision::Open));
    let room = width.saturating_sub(right.chars().count() + 1);
    if room < left.chars().count().min(14) {
        return Line::of(&left, Style::Bar).filled(width);
    }
    Line::of(&left, Style::Bar).filled(room).and(&format!(" {right}"), Style::Bar).filled(width)
}

fn room(height: usize) -> Room {
    match height {
        0..HIGH => Room::Little,
        HIGH..VERY_HIGH => Room::Enough { cases: 1 },
        _ => Room::Enough { cases: (height - VERY_HIGH) / 3 + 2 },
    }
}

fn rule_with(text: &str, width: usize) -> Line {
    let left = "─".repeat(width.saturating_sub(text.chars().count() + 3));
    Line::of(&format!("{left}{text}───"), Style::Quiet).cut(width)
}

fn rule(width: usize) -> Line {
    Line::of(&"─".repeat(width), Style::Quiet)
}

#[cfg(test)]
mod tests {
    use super::{Screen, Size, screen};
    use crate::decide::review::pending::{Decision, Files, Pending};
    use crate::decide::review::session::Review;
    use crate::record::proposal::Proposal;
    use crate::secret::mask::Mask;
    use crate::show::review::rows::rows;
    use crate::show::review::state::{Context, Foot, Layout, Page, Scene, Scope, State, visible};
    use crate::show::review::styled::Ink;
    use crate::show::review::verdict::tests::{found, proposal};

    const OLD: &str = r#"{"count": 2, "items": [{"id": 1, "price": 12}, {"id": 2, "price": 5}], "name": "価格"}"#;
    const NEW: &str = r#"{"count": 3, "items": [{"id": 1, "price": "12"}, {"id": 2, "price": 5}],
        "name": "価格\u001b[2J \u202e🎉 and much more than there is room for on a line of most terminals, is it not?"}"#;

    fn text(case: &str, body: &str) -> String {
        let body: serde_json::Value = serde_json::from_str(body).expect("JSON");
        format!("---\nexpression: \"{case}\"\ninfo:\n  kind: body\n  content: json\n---\n{body:#}\n")
    }

    fn pending(name: &str) -> Pending {
        let (case, path) = (format!("items/a::{name}"), format!("snapshots/items/a/{name}.snap"));
        let (old, new) = (text(&case, OLD), text(&case, NEW));
        let context = proposal(vec![found("/items/0/price")]);
        let context = Proposal { snapshot: path.clone().into(), case, text: new.clone(), ..context };
        let files = Files { snapshot: Some(old), beside: Some(new), proposal: Some(context.to_text()) };
        Pending::read(path.into(), files).expect("readable").expect("pending")
    }

    fn review() -> Review {
        Review::of(
            vec![pending("one"), pending("two"), pending("with-a-name-that-is-longer-than-others")],
            Mask::default(),
        )
    }

    fn shown(review: &Review, state: &State, width: usize, height: usize) -> Screen {
        let visible = visible(review, &state.filter);
        let scene = Scene { review, visible: &visible, state, rows: &[] };
        let rows = scene.pending().map(|pending| rows(&pending.shown)).unwrap_or_default();
        screen(&Scene { rows: &rows, ..scene }, Size { width, height })
    }

    fn drawn(state: &State, width: usize, height: usize) -> String {
        let lines = shown(&review(), state, width, height).lines;
        let lines: Vec<String> = lines.iter().map(|line| line.to_text(Ink::Plain).trim_end().to_owned()).collect();
        lines.join("\n")
    }

    #[test]
    fn nothing_is_wider_or_higher_than_the_terminal() {
        let review = review();
        let foots = [
            Foot::Keys,
            Foot::Note("done in 価格 and elsewhere".into()),
            Foot::Trouble(vec!["CS0507: somebody changed it meanwhile, and more".into(), "help: look again".into()]),
            Foot::Question("really, in all of the 12 cases?".into()),
            Foot::Filter("価格価格価格価格".into()),
        ];
        for page in [Page::Change, Page::Exchange, Page::Groups, Page::Help, Page::End] {
            for (layout, context, scope) in
                [(Layout::Unified, Context::Near, Scope::Group), (Layout::Side, Context::Whole, Scope::Case)]
            {
                for foot in &foots {
                    let state = State { page, layout, context, scope, foot: foot.clone(), ..State::default() };
                    for (width, height) in [(1, 1), (3, 2), (12, 5), (20, 16), (40, 10), (61, 33), (80, 24), (200, 50)]
                    {
                        let lines = shown(&review, &state, width, height).lines;
                        assert_eq!(lines.len(), height, "{state:?} in {width}x{height}");
                        let widest = lines.iter().map(|line| line.width()).max();
                        assert!(widest <= Some(width), "{state:?} in {width}x{height}");
                        let acts = |line: &str| line.contains(|c: char| c.is_control() || c == '\u{202e}');
                        assert!(!lines.iter().any(|line| acts(&line.to_text(Ink::Plain))), "{state:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn eighty_columns_hold_the_change_its_cases_and_all_keys() {
        insta::assert_snapshot!(drawn(&State::default(), 80, 24), @r#"
         group 1 of 3                                  0 accepted · 0 rejected · 9 open
         BREAKING  $.items[*].price: integer -> string
         in        3 cases · open · beside 2 other changes in this case
        >case 1    items/a::one
         request   GET /items/1 -> 200, 3.2 ms, staging
         contract  CS0310 at /items/0/price: expected integer, found string
        ────────────────────────────────────────────────────────────────────────────────
           {
         -   "count": 2,
         +   "count": 3,
             "items": [
               {
                 "id": 1,
        >-       "price": 12
        >+       "price": "12"
               },
               {
                 "id": 2,
                 "price": 5
               }
           ··· 3 lines ···
        ────────────────────────────────────────────────────────────────────────────────
         a accept  r reject  s skip  A/R all breaking  o one case  u undo  ? help
         d redact  l alias  v beside  x whole  i request  n/p case  g groups  q quit
        "#);
    }

    #[test]
    fn a_small_terminal_holds_what_is_needed_to_decide() {
        insta::assert_snapshot!(drawn(&State::default(), 40, 10), @r#"
         group 1 of 3
         BREAKING  $.items[*].price: integer ->…
        >case 1    items/a::one
               {
                 "id": 1,
        >-       "price": 12
        >+       "price": "12"
               },
               {
         a accept  r reject  s skip  ? help
        "#);
    }

    #[test]
    fn a_large_terminal_lists_the_cases_and_shows_old_beside_new() {
        let state = State { layout: Layout::Side, case: 1, ..State::default() };
        insta::assert_snapshot!(drawn(&state, 120, 40), @r#"
         group 1 of 3                                                                          0 accepted · 0 rejected · 9 open
         BREAKING  $.items[*].price: integer -> string
         in        3 cases · open · beside 2 other changes in this case
         case 1    items/a::one
        >case 2    items/a::two
         case 3    items/a::with-a-name-that-is-longer-than-others
         request   GET /items/1 -> 200, 3.2 ms, staging
         contract  CS0310 at /items/0/price: expected integer, found string
        ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
           {                                                       │    {
         -   "count": 2,                                           │  +   "count": 3,
             "items": [                                            │      "items": [
               {                                                   │        {
                 "id": 1,                                          │          "id": 1,
        >-       "price": 12                                       │ >+       "price": "12"
               },                                                  │        },
               {                                                   │        {
                 "id": 2,                                          │          "id": 2,
                 "price": 5                                        │          "price": 5
               }                                                   │        }
             ],                                                    │      ],
         -   "name": "価格"                                        │  +   "name": "価格\u001b[2J \u{202e}🎉 and much more than…
           }                                                       │    }














        ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
         a accept  r reject  s skip  A/R all breaking  o one case  u undo  ? help
         d redact  l alias  v unified  x whole  i request  n/p case  g groups  q quit
        "#);
    }

    #[test]
    fn groups_are_listed_with_what_was_decided() {
        let mut review = review();
        let step = review.decide(&review.groups[0].members.clone(), Decision::Accepted);
        review.commit(step);
        let step = review.decide(&review.groups[1].members[..1], Decision::Rejected);
        review.commit(step);
        let state = State { page: Page::Groups, group: 1, ..State::default() };
        let lines = shown(&review, &state, 80, 12).lines;
        let lines: Vec<String> = lines.iter().map(|line| line.to_text(Ink::Plain).trim_end().to_owned()).collect();
        insta::assert_snapshot!(lines.join("\n"), @r#"
         3 groups                                      3 accepted · 1 rejected · 5 open
         BREAKING  $.items[*].price: integer -> string      3 cases  accepted
        >VALUE     $.count: 2 -> 3                          3 cases  1 rejected, 2 open
         VALUE     $.name: "価格" -> "価格\u001b[2J \u{2…   3 cases  open







         enter look  a accept  r reject  A/R all value  / filter  u undo  ? help  q quit
        "#);
    }
}
