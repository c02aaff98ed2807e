//! What changed between two bodies of 1 MB of which one value in a hundred is another, beside `similar` on their lines.

use countersign::value::change::compare::Comparison;
use countersign::value::json;
use divan::{Bencher, black_box};
use fastrand::Rng;
use serde_json::{Value, json};
use similar::{Algorithm, ChangeTag, TextDiff};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Of the body as it is sent, without white space.
const BYTES: usize = 1_000_000;

fn main() {
    divan::main();
}

/// Whether the elements of a list have an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ids {
    Known,
    None,
}

fn invoice(random: &mut Rng, ids: Ids, id: usize) -> Value {
    let item = |random: &mut Rng, id: usize| {
        let mut item = json!({
            "description": format!("Service {} of the month", random.u32(..500)),
            "quantity": random.u32(1..20),
            "rate": format!("{}.{:02}", random.u32(1..500), random.u32(..100)),
            "unit": "hour",
            "taxes": [{"name": "VAT", "value": 23}],
        });
        if ids == Ids::Known {
            item["id"] = id.into();
        }
        item
    };
    let items: Vec<Value> = (0..random.usize(1..6)).map(|at| item(random, id * 10 + at)).collect();
    let mut invoice = json!({
        "number": format!("INV-{:06}", random.u32(..)),
        "date": format!("2026-{:02}-{:02}", random.u32(1..13), random.u32(1..29)),
        "status": random.choice(["draft", "sent", "paid"]),
        "total": format!("{}.{:02}", random.u32(..5000), random.u32(..100)),
        "paid": random.bool(),
        "note": null,
        "client": {"name": format!("Client {}", random.u32(..300)), "city": "Lisbon", "country": "PT"},
        "items": items,
    });
    if ids == Ids::Known {
        invoice["id"] = id.into();
    } else if let Value::Object(map) = &mut invoice {
        map.shift_remove("number");
    }
    invoice
}

/// Another value in one place of a hundred.
fn change(value: &mut Value, random: &mut Rng) {
    match value {
        Value::Array(elements) => elements.iter_mut().for_each(|element| change(element, random)),
        // Ids stay: they are what an API promises to keep.
        Value::Object(map) => {
            map.iter_mut().filter(|(key, _)| *key != "id").for_each(|(_, value)| change(value, random));
        }
        _ if random.u32(..100) > 0 => {}
        Value::String(text) => text.push('x'),
        Value::Number(_) => *value = random.u32(20..9000).into(),
        Value::Bool(flag) => *flag = !*flag,
        Value::Null => *value = "noted".into(),
    }
}

/// Two versions of a list, of which the new one lacks five elements and has five more.
fn versions(ids: Ids) -> (Value, Value) {
    let mut random = Rng::with_seed(7);
    let mut list = Vec::new();
    let mut bytes = 0;
    while bytes < BYTES {
        let invoice = invoice(&mut random, ids, list.len());
        bytes += invoice.to_string().len() + 1;
        list.push(invoice);
    }
    let mut new = list.clone();
    new.iter_mut().for_each(|invoice| change(invoice, &mut random));
    for more in 0..5 {
        new.remove(random.usize(..new.len()));
        let at = random.usize(..new.len());
        new.insert(at, invoice(&mut random, ids, list.len() + more));
    }
    (list.into(), new.into())
}

fn pretty((old, new): &(Value, Value)) -> (String, String) {
    (format!("{old:#}"), format!("{new:#}"))
}

/// Our list of changes.
#[divan::bench(args = [Ids::Known, Ids::None])]
fn changes(bencher: Bencher, ids: Ids) {
    let versions = versions(ids);
    let count = Comparison::of(versions.0.clone(), versions.1.clone()).changes.len();
    assert!((400..2500).contains(&count), "{count} changes");
    bencher.with_inputs(|| versions.clone()).bench_values(|(old, new)| Comparison::of(old, new));
}

/// The same from the texts of two snapshots on.
#[divan::bench(args = [Ids::Known])]
fn changes_from_texts(bencher: Bencher, ids: Ids) {
    let (old, new) = pretty(&versions(ids));
    let parse = |text: &str| json::parse(text.as_bytes()).expect("JSON");
    bencher.bench(|| Comparison::of(parse(black_box(&old)), parse(black_box(&new))));
}

/// The value with every other change.
#[divan::bench(args = [Ids::Known])]
fn every_other_change_taken(bencher: Bencher, ids: Ids) {
    let versions = versions(ids);
    let comparison = Comparison::of(versions.0, versions.1);
    bencher.bench(|| comparison.select(|index| index.is_multiple_of(2)));
}

/// `similar` on the lines of the pretty texts.
#[divan::bench(args = [Ids::Known, Ids::None])]
fn similar_lines(bencher: Bencher, ids: Ids) {
    let (old, new) = pretty(&versions(ids));
    bencher.bench(|| lines(Algorithm::Myers, black_box(&old), black_box(&new)));
}

/// The same with the algorithm that pairs unique lines first.
#[divan::bench(args = [Ids::Known])]
fn similar_lines_patience(bencher: Bencher, ids: Ids) {
    let (old, new) = pretty(&versions(ids));
    bencher.bench(|| lines(Algorithm::Patience, black_box(&old), black_box(&new)));
}

fn lines(algorithm: Algorithm, old: &str, new: &str) -> usize {
    let diff = TextDiff::configure().algorithm(algorithm).diff_lines(old, new);
    diff.iter_all_changes().filter(|change| change.tag() != ChangeTag::Equal).count()
}
