//! Different numbers, each with its place: hashes of words, keys of entities.
//!
//! In: numbers. Out: the place of each among the different ones, in the order in which they came. Open addressing over a
//! power of two, at most half full.

/// Different numbers.
#[derive(Debug, Default)]
pub struct Numbers {
    /// A number's place in the list, from 1; 0 is an empty slot.
    slots: Vec<u32>,
    list: Vec<u32>,
}

impl Numbers {
    /// The place of a number, which is added if it is new.
    #[inline(never)]
    pub fn add(&mut self, number: u32) -> usize {
        if self.slots.len() <= self.list.len() * 2 {
            self.slots = vec![0; (self.list.len() * 4).max(64)];
            for at in 0..self.list.len() {
                let slot = self.slot(self.list[at]);
                self.slots[slot] = place(at);
            }
        }
        let slot = self.slot(number);
        if self.slots[slot] == 0 {
            self.slots[slot] = place(self.list.len());
            self.list.push(number);
        }
        self.slots[slot] as usize - 1
    }

    /// Whether a number was added.
    #[inline(never)]
    pub fn has(&self, number: u32) -> bool {
        !self.slots.is_empty() && self.slots[self.slot(number)] > 0
    }

    /// How many different ones there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// The slot of a number, or the one it would have.
    fn slot(&self, number: u32) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = (number.wrapping_mul(0x9E37_79B1) >> 7) as usize & mask;
        while self.slots[slot] > 0 && self.list[self.slots[slot] as usize - 1] != number {
            slot = (slot + 1) & mask;
        }
        slot
    }
}

fn place(at: usize) -> u32 {
    u32::try_from(at + 1).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_number_has_one_place() {
        let mut numbers = Numbers::default();
        assert!(!numbers.has(0));
        for round in 0..2 {
            for number in 0..1000_u32 {
                assert_eq!(u32::try_from(numbers.add(number << 20 | number)), Ok(number), "{round}");
            }
        }
        assert!(numbers.len() == 1000 && numbers.has(0) && !numbers.has(7));
    }
}
