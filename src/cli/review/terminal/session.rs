//! A review under way in a terminal: where the reviewer is, what was decided, and what is about to be written.

use std::sync::Arc;

use crate::cli::review::act::{Guard, act};
use crate::decide::review::group::{ChangeId, Group};
use crate::decide::review::pending::{Decision, Pending};
use crate::decide::review::session::{Review, Step};
use crate::record::store::Store;
use crate::show::review::rows::{Row, rows};
use crate::show::review::screen::Screen;
use crate::show::review::state::{Foot, Page, Scene, Scope, Scroll, State, cases, visible};
use crate::source::diagnostic::Diagnostic;
use crate::value::change::model::Fingerprint;

/// A review under way.
pub struct Session<'a> {
    /// The project's files.
    pub store: &'a Store,
    /// What may not be done.
    pub guard: &'a Guard,
    /// What is pending.
    pub review: &'a mut Review,
    /// What the reviewer looks at.
    pub state: State,
    /// The groups that pass the filter, by their index.
    pub visible: Vec<usize>,
    /// The page that the help goes back to.
    pub back: Page,
    /// What `y` does.
    pub asked: Option<Work>,
    /// What is to be written next.
    pub work: Option<Work>,
    /// What was done and not taken back, each by the number of its step.
    done: Vec<(Option<usize>, Done)>,
    /// The rows of the snapshot that is shown.
    rows: Option<(Arc<Pending>, Vec<Row>)>,
    /// How many lines were shown at once, and the first of them.
    shown: (usize, usize),
}

/// Something that is to be written.
#[derive(Clone, Debug)]
pub struct Work {
    /// What.
    pub step: Step,
    /// What it is called, and where.
    pub done: Done,
    /// Where the reviewer goes then.
    pub then: Then,
}

/// Something that was done.
#[derive(Clone, Debug)]
pub struct Done {
    /// `accepted $.price: integer -> string in 3 cases`.
    pub words: String,
    /// Whether it changed a case file, which the summary tells.
    pub is_edit: bool,
    /// Where.
    pub place: Option<Place>,
}

/// Where somebody is in a review, whatever else changes around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    group: Fingerprint,
    pending: usize,
}

/// Where the reviewer goes after something was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// To the next case of the group that is open, else to the next group.
    Case,
    /// To the next group that is open.
    Group,
    /// Nowhere, if there is still something to decide; else to the next group.
    Stay,
}

impl<'a> Session<'a> {
    /// A review that begins.
    pub fn new(store: &'a Store, guard: &'a Guard, review: &'a mut Review) -> Session<'a> {
        let visible = visible(review, "");
        let (state, back) = (State::default(), Page::default());
        let (asked, work, done, rows) = (None, None, Vec::new(), None);
        Session { store, guard, review, state, visible, back, asked, work, done, rows, shown: (0, 0) }
    }

    /// Works out what the next screen shows.
    pub fn prepare(&mut self) {
        let Some(pending) = self.scene().pending().cloned() else {
            self.rows = None;
            return;
        };
        let is_known = self.rows.as_ref().is_some_and(|(known, _)| Arc::ptr_eq(&known.change, &pending.change));
        if !is_known {
            let rows = rows(&pending.shown);
            self.rows = Some((pending, rows));
        }
    }

    /// What the next screen is drawn from.
    pub fn scene(&self) -> Scene<'_> {
        let rows = self.rows.as_ref().map_or(&[][..], |(_, rows)| rows);
        Scene { review: self.review, visible: &self.visible, state: &self.state, rows }
    }

    /// Remembers what of the body was shown.
    pub fn drawn(&mut self, screen: &Screen) {
        self.shown = (screen.first, screen.page);
        if let Scroll::At(line) = &mut self.state.scroll {
            *line = screen.first;
        }
    }

    /// How many files are to be written next.
    pub fn writes(&self) -> usize {
        self.work.as_ref().map_or(0, |work| work.step.writes.len())
    }

    /// Says that writing takes a while.
    pub fn say_busy(&mut self) {
        self.state.foot = Foot::Note(format!("writing {} files …", self.writes()));
    }

    /// Writes what is to be written. What cannot be done is said, and the review goes on with what is on disk.
    pub fn work(&mut self) {
        let Some(work) = self.work.take() else { return };
        match self.make(work.step) {
            Ok(()) => {
                self.state.foot = Foot::Note(format!("{} (u takes it back)", work.done.words));
                self.done.push((self.review.next_undone(), work.done));
                self.go(work.then);
            }
            Err(why) => self.state.foot = self.trouble(&why),
        }
    }

    /// Takes the last thing back.
    pub fn undo(&mut self) {
        let Some(step) = self.review.undo() else {
            self.state.foot = Foot::Trouble(vec!["there is nothing to take back".to_owned()]);
            return;
        };
        let number = self.review.next_undone();
        match self.make(step) {
            Ok(()) => {
                let at = self.done.iter().position(|(known, _)| *known == number);
                let done = at.map(|at| self.done.remove(at).1);
                let words = done.as_ref().map_or("the last step", |done| done.words.as_str());
                self.state.foot = Foot::Note(format!("taken back: {words}"));
                self.leave_end();
                if let Some(place) = done.and_then(|done| done.place) {
                    self.show_place(place);
                }
            }
            Err(why) => self.state.foot = self.trouble(&why),
        }
    }

    /// Goes where something was, also where the filter hides it.
    fn show_place(&mut self, place: Place) {
        let is_hidden = |index: &usize| self.review.groups[*index].fingerprint != place.group;
        if self.visible.iter().all(is_hidden) {
            self.state.filter.clear();
            self.visible = visible(self.review, "");
        }
        self.return_to(Some(place));
    }

    fn make(&mut self, step: Step) -> Result<(), Box<Diagnostic>> {
        let place = self.place();
        let made = act(self.store, self.guard, self.review, step);
        // Also after a failure: what had changed on disk was read anew.
        self.show_groups();
        self.return_to(place);
        made
    }

    fn show_groups(&mut self) {
        self.visible = visible(self.review, &self.state.filter);
        if self.visible.is_empty() {
            self.state.filter.clear();
            self.visible = visible(self.review, "");
        }
        if self.visible.is_empty() {
            self.state.page = Page::End;
        }
    }

    /// What was written into case files.
    pub fn edited(&self) -> Vec<String> {
        self.done.iter().filter(|(_, done)| done.is_edit).map(|(_, done)| done.words.clone()).collect()
    }

    /// Says what a diagnostic says, and no secret.
    pub fn trouble(&self, diagnostic: &Diagnostic) -> Foot {
        let first = format!("{}: {}", diagnostic.code, diagnostic.message);
        let help = diagnostic.help.iter().map(|help| format!("help: {help}"));
        let lines = std::iter::once(first).chain(help);
        Foot::Trouble(lines.map(|line| self.guard.mask.apply(&line).into_owned()).collect())
    }

    /// Says what could not be done.
    pub fn complain(&mut self, trouble: String) {
        self.state.foot = Foot::Trouble(vec![trouble]);
    }

    /// The group that is looked at.
    pub fn group(&self) -> Option<&Group> {
        self.scene().group()
    }

    /// What a decision is about: what is open of it, or all of it where everything is decided.
    pub fn targets(&self) -> Vec<ChangeId> {
        let all = match self.is_about_one_case() {
            true => self.scene().here(),
            false => self.group().map(|group| group.members.clone()).unwrap_or_default(),
        };
        let open: Vec<ChangeId> = all.iter().copied().filter(|id| self.is_open(*id)).collect();
        if open.is_empty() { all } else { open }
    }

    /// Whether only the case that is shown is decided.
    pub fn is_about_one_case(&self) -> bool {
        self.state.scope == Scope::Case && matches!(self.state.page, Page::Change | Page::Exchange)
    }

    /// Whether nothing was decided about a place.
    pub fn is_open(&self, id: ChangeId) -> bool {
        self.review.pending[id.pending].decisions[id.change] == Decision::Open
    }

    /// Whether nothing is left.
    pub fn is_finished(&self) -> bool {
        self.state.page == Page::End && self.review.count(Decision::Open) == 0
    }

    /// Where the reviewer is.
    pub fn place(&self) -> Option<Place> {
        let group = self.group()?;
        let pending = *cases(group).get(self.state.case)?;
        Some(Place { group: group.fingerprint, pending })
    }

    /// Goes where somebody was, or near it when that is gone.
    pub fn return_to(&mut self, place: Option<Place>) {
        let fingerprint = |index: &usize| self.review.groups[*index].fingerprint;
        let same = self.visible.iter().position(|index| place.is_some_and(|place| fingerprint(index) == place.group));
        let last = self.visible.len().saturating_sub(1);
        let moved = same.is_none();
        self.state.group = same.unwrap_or(self.state.group.min(last));
        let all = self.group().map(cases).unwrap_or_default();
        let case = all.iter().position(|pending| place.is_some_and(|place| place.pending == *pending));
        self.state.case = case.unwrap_or(self.state.case.min(all.len().saturating_sub(1)));
        if moved {
            self.state.scope = Scope::Group;
            self.state.scroll = Scroll::AtChange;
        }
    }

    /// Goes to a group.
    pub fn go_to(&mut self, group: usize) {
        if group != self.state.group {
            self.state.case = 0;
            self.state.scope = Scope::Group;
        }
        self.state.group = group;
        self.state.scroll = Scroll::AtChange;
        if self.state.page != Page::Groups {
            self.state.page = Page::Change;
        }
    }

    /// Goes to another case of the group.
    pub fn go_to_case(&mut self, case: usize) {
        self.state.case = case;
        self.state.scroll = Scroll::AtChange;
    }

    /// Goes on, as is right after something was done.
    pub fn go(&mut self, then: Then) {
        let is_open = |session: &Session<'_>| {
            session.group().is_some_and(|group| group.members.iter().any(|id| session.is_open(*id)))
        };
        match then {
            Then::Case if is_open(self) => self.next_open_case(),
            Then::Stay if is_open(self) => self.leave_end(),
            Then::Case | Then::Group | Then::Stay => self.next_open_group(),
        }
    }

    fn next_open_case(&mut self) {
        let all = self.group().map(cases).unwrap_or_default();
        let is_open = |index: &usize| {
            let pending = all[*index];
            self.group().is_some_and(|group| {
                group.members.iter().any(|member| member.pending == pending && self.is_open(*member))
            })
        };
        let at = self.state.case;
        let next = (at + 1..all.len()).chain(0..all.len()).find(is_open);
        self.go_to_case(next.unwrap_or(at));
    }

    /// To the next group that is open, else to the end.
    pub fn next_open_group(&mut self) {
        match self.first_open(self.state.group + 1) {
            Some(group) => self.go_to(group),
            None if self.state.page == Page::Groups => {}
            None => {
                self.state.page = Page::End;
                self.state.scroll = Scroll::At(0);
            }
        }
    }

    /// The first group from a position on that is open.
    pub fn first_open(&self, from: usize) -> Option<usize> {
        let is_open = |at: &usize| {
            let group = &self.review.groups[self.visible[*at]];
            group.members.iter().any(|member| self.is_open(*member))
        };
        (from..self.visible.len()).find(is_open)
    }

    /// Shows a group again after the end, if there is one.
    pub fn leave_end(&mut self) {
        if self.state.page == Page::End && !self.visible.is_empty() {
            self.state.page = Page::Change;
        }
    }

    /// Goes back to the change from a page that was printed once.
    pub fn turn_back(&mut self) {
        if matches!(self.state.page, Page::Help | Page::Groups | Page::Exchange) {
            self.state.page = Page::Change;
        }
    }

    /// Scrolls by lines.
    pub fn scroll(&mut self, lines: isize) {
        self.state.scroll = Scroll::At(self.shown.0.saturating_add_signed(lines));
    }

    /// How many lines are shown at once.
    pub fn page_length(&self) -> usize {
        self.shown.1
    }

    /// Shows only groups with a text in them.
    pub fn filter(&mut self, text: &str) {
        let found = visible(self.review, text);
        if found.is_empty() {
            return self.complain(format!("no group has \"{text}\" in its path, words, class or cases"));
        }
        let place = self.place();
        text.clone_into(&mut self.state.filter);
        self.visible = found;
        // Where the group that was looked at is hidden, the first one is next.
        self.state.group = 0;
        self.state.case = 0;
        self.return_to(place);
        self.leave_end();
    }
}
