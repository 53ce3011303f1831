//! Sorting and gathering by code that is there once.
//!
//! The standard library's are made anew for every type, five kilobytes each time, which a page loads before its first verdict.
//! Where what is sorted is few, or is sorted once for a file, that is a bad bargain; elsewhere they are the right ones.

use std::cmp::Ordering;

/// Sorts by a comparison; what is equal stays in its order.
pub fn sort_by<T>(items: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let mut order: Vec<usize> = (0..items.len()).collect();
    sort_places(&mut order, &|one, other| match (items.get(one), items.get(other)) {
        (Some(one), Some(other)) => compare(one, other),
        _ => Ordering::Equal,
    });
    let mut unsorted: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(order.iter().filter_map(|place| unsorted.get_mut(*place)?.take()));
}

/// Sorts from the least to the greatest.
pub fn sort<T: Ord>(items: &mut Vec<T>) {
    sort_by(items, T::cmp);
}

fn sort_places(places: &mut [usize], compare: &dyn Fn(usize, usize) -> Ordering) {
    places.sort_by(|one, other| compare(*one, *other));
}

/// For iterators: gathering into maps and sets one by one, instead of by a sort.
pub trait Gather: Iterator + Sized {
    /// As `collect`; of what has the same key the last one counts.
    fn gather<C: Default + Extend<Self::Item>>(self) -> C {
        let mut gathered = C::default();
        gathered.extend(self);
        gathered
    }
}

impl<I: Iterator> Gather for I {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn it_is_the_order_of_the_standard_library(items in proptest::collection::vec((0u8..8, any::<u16>()), 0..200)) {
            let (mut ours, mut theirs) = (items.clone(), items.clone());
            sort_by(&mut ours, |one, other| one.0.cmp(&other.0));
            theirs.sort_by_key(|item| item.0);
            prop_assert_eq!(&ours, &theirs);
            sort(&mut ours);
            theirs.sort();
            prop_assert_eq!(ours, theirs);
            let collected: BTreeMap<u8, u16> = items.iter().copied().collect();
            prop_assert_eq!(items.iter().copied().gather::<BTreeMap<u8, u16>>(), collected);
        }
    }
}
