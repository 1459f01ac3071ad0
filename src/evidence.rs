//! What deciding knows of an entity beside its aliases, and how a compiled dictionary holds it.
//!
//! In: records, one for each entity, as `compile` wrote them, or anyone. Out: the same as numbers. Guarantee: whatever the
//! bytes are, no more comes out than they could hold. A record is its length, the entity's kind, and four lists of numbers,
//! each after its count; lists that are empty to its end are left out. All numbers are LEB128.

/// What sort of thing an entity is, as far as words beside a name tell it.
pub const PERSON: u32 = 1;
/// Likewise: a place.
pub const PLACE: u32 = 2;

/// The list of entities that make it likely, by their numbers.
pub const RELATED: usize = 0;
/// The list of hashes of addresses that mean it elsewhere.
pub const LINKS: usize = 1;
/// The list of words and phrases near which it is meant: of each how many words it has, and their hashes.
pub const CONTEXT: usize = 2;
/// The same where it is not.
pub const AGAINST: usize = 3;

/// A record.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// [`PERSON`], [`PLACE`], another sort, or 0 for an unknown one.
    pub kind: u32,
    /// By the names above.
    pub lists: [Vec<u32>; 4],
}

impl Evidence {
    /// The record, at the end of some others.
    #[cfg(feature = "compiler")]
    pub fn pack(&self, records: &mut Vec<u8>) {
        let mut body = Vec::new();
        let count = self.lists.iter().rposition(|list| !list.is_empty()).map_or(0, |last| last + 1);
        if self.kind > 0 || count > 0 {
            leb(&mut body, self.kind);
        }
        for list in &self.lists[..count] {
            leb(&mut body, u32::try_from(list.len()).unwrap_or(0));
            for &number in list {
                leb(&mut body, number);
            }
        }
        leb(records, u32::try_from(body.len()).unwrap_or(0));
        records.extend_from_slice(&body);
    }

    /// The record at a place among others.
    pub fn unpack(mut records: &[u8], at: usize) -> Evidence {
        for _ in 0..at {
            let length = read(&mut records) as usize;
            records = records.get(length..).unwrap_or(&[]);
        }
        let length = read(&mut records) as usize;
        let mut record = records.get(..length).unwrap_or(&[]);
        let mut evidence = Evidence { kind: read(&mut record), ..Evidence::default() };
        for list in &mut evidence.lists {
            let mut count = read(&mut record);
            while count > 0 && !record.is_empty() {
                list.push(read(&mut record));
                count -= 1;
            }
        }
        evidence
    }
}

#[cfg(feature = "compiler")]
fn leb(bytes: &mut Vec<u8>, mut number: u32) {
    while number >= 128 {
        bytes.extend((number | 128).to_le_bytes().first());
        number >>= 7;
    }
    bytes.extend(number.to_le_bytes().first());
}

fn read(bytes: &mut &[u8]) -> u32 {
    let (mut number, mut shift) = (0, 0);
    while let Some((&byte, rest)) = bytes.split_first() {
        *bytes = rest;
        number |= u32::from(byte & 127).wrapping_shl(shift);
        if byte < 128 {
            break;
        }
        shift += 7;
    }
    number
}

#[cfg(all(test, feature = "compiler"))]
mod tests {
    use super::*;

    #[test]
    fn records_are_read_as_they_were_written() {
        let full = Evidence { kind: PLACE, lists: [vec![0, 300, u32::MAX], vec![7], vec![2, 1, 2, 1, 3], vec![]] };
        let last = Evidence { kind: 0, lists: [vec![], vec![], vec![], vec![1, u32::MAX]] };
        let zero = Evidence { kind: 0, lists: [vec![0], vec![], vec![], vec![]] };
        let written = [Evidence::default(), full.clone(), last, zero, full];
        let mut records = Vec::new();
        for one in &written {
            one.pack(&mut records);
        }
        for (at, one) in written.iter().enumerate() {
            assert_eq!(*one, Evidence::unpack(&records, at));
        }
        assert_eq!(Evidence::unpack(&records, 9), Evidence::default());
        for cut in 0..records.len() {
            Evidence::unpack(&records[..cut], 1);
        }
        Evidence::unpack(&[255; 40], 0);
    }
}
