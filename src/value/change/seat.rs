//! In which order the entries or elements of two versions stand when both are there at once.

/// An entry or an element by its position in the old version, in the new one, or both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Seat {
    pub(super) old: Option<usize>,
    pub(super) new: Option<usize>,
}

/// A seat for every position of both versions, of which `pairs` are the same.
pub(super) fn seats(pairs: &[(usize, usize)], old: usize, new: usize) -> Vec<Seat> {
    let (mut left, mut right) = (vec![None; old], vec![true; new]);
    for (old, new) in pairs {
        left[*old] = Some(*new);
        right[*new] = false;
    }
    let stayed = left.iter().enumerate().map(|(old, new)| Seat { old: Some(old), new: *new });
    let come = right.iter().enumerate().filter(|(_, come)| **come).map(|(new, _)| Seat { old: None, new: Some(new) });
    stayed.chain(come).collect()
}

/// The indices of the seats in the order of the old version; what has come stands behind what is before it in the new.
pub(super) fn as_before(seats: &[Seat]) -> Vec<usize> {
    ordered(seats, |seat| seat.old, |seat| seat.new)
}

/// The indices of the seats in the order of the new version; what is gone stands behind what was before it in the old.
pub(super) fn as_after(seats: &[Seat]) -> Vec<usize> {
    ordered(seats, |seat| seat.new, |seat| seat.old)
}

fn ordered(
    seats: &[Seat],
    position: impl Fn(&Seat) -> Option<usize>,
    other: impl Fn(&Seat) -> Option<usize>,
) -> Vec<usize> {
    let mut by_other: Vec<usize> = (0..seats.len()).filter(|at| other(&seats[*at]).is_some()).collect();
    by_other.sort_unstable_by_key(|at| other(&seats[*at]));
    // Behind which position those without one stand: 0 for the front.
    let mut behind = vec![0; seats.len()];
    let mut last = 0;
    for at in by_other {
        last = position(&seats[at]).map_or(last, |position| position + 1);
        behind[at] = last;
    }
    let mut order: Vec<usize> = (0..seats.len()).collect();
    order.sort_by_key(|at| match position(&seats[*at]) {
        Some(position) => (position + 1, 0, 0),
        None => (behind[*at], 1, other(&seats[*at]).unwrap_or(0)),
    });
    order
}

#[cfg(test)]
mod tests {
    use super::{as_after, as_before, seats};

    #[test]
    fn what_came_and_what_is_gone_stand_behind_their_neighbours() {
        // a b c d -> x d b y, of which b and d are the same.
        let seats = seats(&[(1, 2), (3, 1)], 4, 4);
        let told = |order: Vec<usize>| {
            let name = |at: usize| match (seats[at].old, seats[at].new) {
                (Some(old), _) => ["a", "b", "c", "d"][old],
                (None, Some(new)) => ["x", "", "", "y"][new],
                _ => "?",
            };
            order.into_iter().map(name).collect::<String>()
        };
        assert_eq!(told(as_before(&seats)), "xabycd");
        assert_eq!(told(as_after(&seats)), "axdbcy");
    }
}
