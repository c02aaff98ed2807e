//! What two sequences have in common, in time that stays near their length.

use std::collections::HashMap;
use std::hash::Hash;

/// Up to this many comparisons the longest common run is searched for among sequences without any unique element.
const MAX_TABLE: usize = 1 << 16;
/// How often a part is divided by its unique elements.
const MAX_LEVELS: usize = 16;

/// Which elements of two sequences are the same, rising on both sides: positions in the old and in the new one. As long
/// a run as can be had cheaply: unique elements are paired first (as patience diff does it), and what lies between them
/// after that.
pub(super) fn common<T: Eq + Hash + Copy>(old: &[T], new: &[T]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let mut parts = vec![Part { old: (0, old.len()), new: (0, new.len()), level: 0 }];
    while let Some(part) = parts.pop() {
        let part = trimmed(old, new, part, &mut pairs);
        let (a, b) = (&old[part.old.0..part.old.1], &new[part.new.0..part.new.1]);
        if a.is_empty() || b.is_empty() {
            continue;
        }
        let anchors = if part.level < MAX_LEVELS { unique(a, b) } else { Vec::new() };
        let found = match () {
            () if !anchors.is_empty() => anchors,
            () if a.len() * b.len() <= MAX_TABLE => longest(a, b),
            () => in_turn(a, b),
        };
        let found = found.into_iter().map(|(a, b)| (a + part.old.0, b + part.new.0));
        let before = pairs.len();
        pairs.extend(found);
        if part.level < MAX_LEVELS && before < pairs.len() {
            divide(part, &pairs[before..], &mut parts);
        }
    }
    pairs.sort_unstable();
    pairs
}

/// Which of the numbers make up the longest rising run: their positions.
pub(super) fn rising(numbers: &[usize]) -> Vec<usize> {
    // For every length of a run the position of its smallest last number, and for every position the one before it.
    let mut last: Vec<usize> = Vec::new();
    let mut before = vec![None; numbers.len()];
    for (at, number) in numbers.iter().enumerate() {
        let length = last.partition_point(|position| numbers[*position] < *number);
        before[at] = length.checked_sub(1).map(|length| last[length]);
        match last.get_mut(length) {
            Some(position) => *position = at,
            None => last.push(at),
        }
    }
    let mut run: Vec<usize> = std::iter::successors(last.last().copied(), |at| before[*at]).collect();
    run.reverse();
    run
}

/// Half-open ranges of both sequences.
#[derive(Clone, Copy)]
struct Part {
    old: (usize, usize),
    new: (usize, usize),
    level: usize,
}

fn trimmed<T: Eq>(old: &[T], new: &[T], mut part: Part, pairs: &mut Vec<(usize, usize)>) -> Part {
    while part.old.0 < part.old.1 && part.new.0 < part.new.1 && old[part.old.0] == new[part.new.0] {
        pairs.push((part.old.0, part.new.0));
        (part.old.0, part.new.0) = (part.old.0 + 1, part.new.0 + 1);
    }
    while part.old.0 < part.old.1 && part.new.0 < part.new.1 && old[part.old.1 - 1] == new[part.new.1 - 1] {
        (part.old.1, part.new.1) = (part.old.1 - 1, part.new.1 - 1);
        pairs.push((part.old.1, part.new.1));
    }
    part
}

fn divide(part: Part, anchors: &[(usize, usize)], parts: &mut Vec<Part>) {
    let (mut from, level) = ((part.old.0, part.new.0), part.level + 1);
    for (old, new) in anchors.iter().copied().chain([(part.old.1, part.new.1)]) {
        if from.0 < old && from.1 < new {
            parts.push(Part { old: (from.0, old), new: (from.1, new), level });
        }
        from = (old + 1, new + 1);
    }
}

/// Elements that are there once on both sides, as far as they rise.
fn unique<T: Eq + Hash + Copy>(old: &[T], new: &[T]) -> Vec<(usize, usize)> {
    let once = |sequence: &[T]| {
        let mut places: HashMap<T, Option<usize>> = HashMap::with_capacity(sequence.len());
        for (at, element) in sequence.iter().enumerate() {
            places.entry(*element).and_modify(|place| *place = None).or_insert(Some(at));
        }
        places
    };
    let (left, right) = (once(old), once(new));
    let is_once = |(at, element): (usize, &T)| (left[element].is_some()).then_some((at, (*right.get(element)?)?));
    rising_pairs(old.iter().enumerate().filter_map(is_once).collect())
}

/// The first of a kind with the first of its kind, the second with the second, as far as they rise.
fn in_turn<T: Eq + Hash + Copy>(old: &[T], new: &[T]) -> Vec<(usize, usize)> {
    let mut places: HashMap<T, std::collections::VecDeque<usize>> = HashMap::new();
    for (at, element) in new.iter().enumerate() {
        places.entry(*element).or_default().push_back(at);
    }
    let next = |(at, element): (usize, &T)| Some((at, places.get_mut(element)?.pop_front()?));
    rising_pairs(old.iter().enumerate().filter_map(next).collect())
}

fn rising_pairs(pairs: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    let right: Vec<usize> = pairs.iter().map(|pair| pair.1).collect();
    rising(&right).into_iter().map(|at| pairs[at]).collect()
}

/// The longest common run by the table of the lengths of all.
fn longest<T: Eq>(old: &[T], new: &[T]) -> Vec<(usize, usize)> {
    let width = new.len() + 1;
    let mut table = vec![0u32; (old.len() + 1) * width];
    for a in (0..old.len()).rev() {
        for b in (0..new.len()).rev() {
            let (down, right) = (table[(a + 1) * width + b], table[a * width + b + 1]);
            let both = if old[a] == new[b] { table[(a + 1) * width + b + 1] + 1 } else { 0 };
            table[a * width + b] = both.max(down).max(right);
        }
    }
    let (mut a, mut b, mut pairs) = (0, 0, Vec::new());
    while a < old.len() && b < new.len() {
        if old[a] == new[b] {
            pairs.push((a, b));
            (a, b) = (a + 1, b + 1);
        } else if table[(a + 1) * width + b] >= table[a * width + b + 1] {
            a += 1;
        } else {
            b += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::{common, longest, rising};

    fn shared(old: &str, new: &str) -> String {
        let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
        let pairs = common(&old, &new);
        assert!(pairs.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 < pair[1].1), "{pairs:?}");
        assert!(pairs.iter().all(|(a, b)| old[*a] == new[*b]), "{pairs:?}");
        pairs.iter().map(|(a, _)| old[*a]).collect()
    }

    #[test]
    fn what_is_common_keeps_its_order() {
        assert_eq!(shared("abcdef", "abxcdf"), "abcdf");
        assert_eq!(shared("abac", "aabac"), "abac");
        assert_eq!(shared("abcd", "dabc"), "abc");
        assert_eq!(shared("aabbaabb", "abab"), "abab");
        assert_eq!(shared("abc", ""), "");
    }

    #[test]
    fn the_longest_rising_run_is_found() {
        let run = |numbers: &[usize]| rising(numbers).into_iter().map(|at| numbers[at]).collect::<Vec<_>>();
        assert_eq!(run(&[3, 1, 2, 9, 4, 5]), [1, 2, 4, 5]);
        assert_eq!(run(&[]), [0; 0]);
        assert_eq!(run(&[3, 2, 1]), [1]);
    }

    #[test]
    fn short_sequences_share_about_as_much_as_they_can() {
        let mut random = fastrand::Rng::with_seed(4);
        let (mut found, mut possible) = (0, 0);
        for _ in 0..500 {
            let mut sequence = || -> Vec<u8> { (0..random.usize(..12)).map(|_| random.u8(..6)).collect() };
            let (old, new) = (sequence(), sequence());
            found += common(&old, &new).len();
            possible += longest(&old, &new).len();
        }
        assert!(found * 10 >= possible * 9, "{found} of {possible}");
    }

    #[test]
    fn long_sequences_of_few_kinds_take_no_time() {
        let mut random = fastrand::Rng::with_seed(5);
        let old: Vec<u8> = (0..200_000).map(|_| random.u8(..3)).collect();
        let new: Vec<u8> = (0..200_000).map(|_| random.u8(..3)).collect();
        assert!(common(&old, &new).len() > 1000);
    }
}
