//! Settles on one branch of every choice, so that nothing is ruled out at first sight.

use std::cmp::Reverse;

use serde_json::Value;

use crate::contract::generate::book::Book;
use crate::contract::generate::demand::{Choice, Demand, Union};
use crate::contract::generate::fit::Fit;
use crate::contract::generate::kind::{Kind, Kinds};
use crate::contract::schema::bundle::DISCRIMINATOR;

/// How many branches are looked at for one value.
const MAX_LOOKS: usize = 2_000;
/// How many choices may follow from each other.
const MAX_CHOICES: usize = 64;

/// Which branch is tried first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// As written.
    Written,
    /// By chance.
    Chance,
    /// The one that ends soonest.
    Shortest,
}

/// Takes a branch of every choice that is open. Where no way was found to do that without a contradiction, the first
/// branches are taken.
pub fn settle<'b>(
    book: &Book<'b>,
    fit: &Fit<'b>,
    demand: Demand<'b>,
    order: Order,
    rng: &mut fastrand::Rng,
) -> Demand<'b> {
    if demand.open.is_empty() {
        return demand;
    }
    let mut search = Search { book, fit, order, rng, looks: 0 };
    if let Some(settled) = search.settled(&demand, 0) {
        return settled;
    }
    let mut demand = demand;
    for _ in 0..MAX_CHOICES {
        let Some(union) = demand.open.pop() else { break };
        if let Some(branch) = search.branches(&demand, &union).first() {
            branch.take(book, &mut demand);
        }
    }
    demand.open.clear();
    demand
}

struct Search<'s, 'b> {
    book: &'s Book<'b>,
    fit: &'s Fit<'b>,
    order: Order,
    rng: &'s mut fastrand::Rng,
    looks: usize,
}

/// What follows from taking one branch.
#[derive(Clone, Debug, Default)]
struct Branch<'b> {
    /// The view that the choice belongs to.
    view: usize,
    holds: Vec<&'b Value>,
    avoid: Vec<&'b Value>,
    piece: Option<usize>,
}

impl<'b> Branch<'b> {
    fn take(&self, book: &Book<'b>, demand: &mut Demand<'b>) {
        demand.pieces.extend(self.piece);
        for schema in &self.holds {
            demand.add(book, schema, Some(self.view));
        }
        demand.avoid.extend(&self.avoid);
    }
}

impl<'b> Search<'_, 'b> {
    fn settled(&mut self, demand: &Demand<'b>, depth: usize) -> Option<Demand<'b>> {
        let mut rest = demand.clone();
        let Some(union) = rest.open.pop() else { return Some(rest) };
        if depth > MAX_CHOICES {
            return None;
        }
        for branch in self.branches(&rest, &union) {
            self.looks += 1;
            if self.looks > MAX_LOOKS || self.fit.is_spent() {
                return None;
            }
            let mut next = rest.clone();
            branch.take(self.book, &mut next);
            if next.is_possible(self.book, self.fit)
                && let Some(settled) = self.settled(&next, depth + 1)
            {
                return Some(settled);
            }
        }
        None
    }

    /// In the order to try them.
    fn branches(&mut self, demand: &Demand<'b>, union: &Union<'b>) -> Vec<Branch<'b>> {
        let mut branches = branches(self.book, demand, union);
        if self.order == Order::Chance {
            self.rng.shuffle(&mut branches);
        }
        match self.order {
            Order::Shortest => branches.sort_by_key(|branch| self.length(branch)),
            _ => branches.sort_by_key(|branch| self.is_null(branch)),
        }
        branches
    }

    fn is_null(&self, branch: &Branch<'b>) -> bool {
        branch.holds.iter().any(|schema| schema.get("type").is_some_and(|kind| kind == "null"))
    }

    /// How soon a branch probably comes to an end: what has no inside first, what must have one last.
    fn length(&self, branch: &Branch<'b>) -> (u8, Reverse<bool>) {
        let demand = Demand::of(self.book, &branch.holds);
        let kinds = demand.kinds();
        let simple = [Kind::Null, Kind::Boolean, Kind::Integer, Kind::Number, Kind::String];
        let must = demand.all("required").next().is_some() || demand.all("minItems").next().is_some();
        let length = match () {
            () if kinds.has(Kind::Null) || demand.all("const").next().is_some() => 0,
            () if simple.into_iter().any(|kind| kinds.has(kind)) => 1,
            () if demand.open.is_empty() && !must => 2,
            () => 3 + u8::from(!demand.open.is_empty()) + u8::from(!demand.pieces.is_empty()),
        };
        (length, Reverse(kinds == Kinds::ALL))
    }
}

fn branches<'b>(book: &Book<'b>, demand: &Demand<'b>, union: &Union<'b>) -> Vec<Branch<'b>> {
    let parts = |keyword: &str| union.keywords.get(keyword).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let one = |part: &'b Value| Branch { view: union.view, holds: vec![part], ..Branch::default() };
    match union.choice {
        Choice::Any => parts("anyOf").iter().map(one).collect(),
        Choice::One => {
            let parts = parts("oneOf");
            let others = |index: usize| parts.iter().enumerate().filter(move |(other, _)| *other != index);
            let avoiding = |(index, part)| Branch { avoid: others(index).map(|(_, part)| part).collect(), ..one(part) };
            parts.iter().enumerate().map(avoiding).collect()
        }
        Choice::If => conditional(union),
        Choice::Mapping => mapped(book, demand, union),
    }
}

fn conditional<'b>(union: &Union<'b>) -> Vec<Branch<'b>> {
    let part = |keyword: &str| union.keywords.get(keyword);
    let condition = part("if");
    let branch = |holds: Vec<&'b Value>, avoid: Vec<&'b Value>| Branch { view: union.view, holds, avoid, piece: None };
    let holding = branch(condition.into_iter().chain(part("then")).collect(), Vec::new());
    let otherwise = branch(part("else").into_iter().collect(), condition.into_iter().collect());
    vec![holding, otherwise]
}

/// A schema that others build on stands for one of them; should that fail, for itself.
fn mapped<'b>(book: &Book<'b>, demand: &Demand<'b>, union: &Union<'b>) -> Vec<Branch<'b>> {
    let itself = Branch { view: union.view, ..Branch::default() };
    let mapping = union.keywords.get(DISCRIMINATOR).and_then(|discriminator| discriminator.get("mapping"));
    let targets = mapping.and_then(Value::as_object).into_iter().flatten();
    let targets: Vec<(usize, &Value)> = targets.filter_map(|(_, target)| book.piece(target.as_str()?)).collect();
    if targets.iter().any(|(piece, _)| demand.pieces.contains(piece)) {
        return vec![itself];
    }
    let branch =
        |(piece, target)| Branch { view: union.view, holds: vec![target], avoid: Vec::new(), piece: Some(piece) };
    targets.into_iter().map(branch).chain([itself.clone()]).collect()
}
