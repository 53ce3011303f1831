//! Numbers of IFDs by their offsets.

use std::collections::HashMap;

/// Numbers of IFDs by their offsets, each of which has one number.
///
/// Most files have their IFDs in ascending order, where a list is enough: nothing is hashed, and nothing moves as it grows. Only those
/// that stand before an earlier one are in a table.
#[derive(Debug, Default)]
pub struct NumberOf {
    ascending: Vec<(u64, usize)>,
    others: HashMap<u64, usize>,
}

impl NumberOf {
    /// The number of the IFD at an offset.
    pub fn get(&self, offset: u64) -> Option<usize> {
        if self.ascending.last().is_none_or(|(last, _)| offset > *last) {
            // The table has none that stands behind all of the list.
            return None;
        }
        let at = self.ascending.binary_search_by_key(&offset, |(offset, _)| *offset).ok();
        at.and_then(|at| self.ascending.get(at)).map(|(_, number)| *number).or_else(|| self.others.get(&offset).copied())
    }

    /// Takes an IFD at an offset that has no number yet.
    pub fn insert(&mut self, offset: u64, number: usize) {
        if self.ascending.last().is_none_or(|(last, _)| offset > *last) {
            self.ascending.push((offset, number));
        } else {
            self.others.insert(offset, number);
        }
    }
}

impl FromIterator<(u64, usize)> for NumberOf {
    fn from_iter<T: IntoIterator<Item = (u64, usize)>>(numbers: T) -> Self {
        let mut all = Self::default();
        numbers.into_iter().for_each(|(offset, number)| all.insert(offset, number));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_offset_has_its_number_in_whatever_order_they_come() {
        for offsets in [vec![], vec![8, 20, 30, 44], vec![44, 30, 20, 8], vec![30, 8, 44, 20, 50, 2]] {
            let numbers: NumberOf = offsets.iter().copied().zip(0..).collect();
            for offset in 0..60 {
                assert_eq!(numbers.get(offset), offsets.iter().position(|known| *known == offset), "{offset} of {offsets:?}");
            }
        }
    }
}
