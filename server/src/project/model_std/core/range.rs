//! The range types that are `Copy` and no iterators themselves.
#[lang = "RangeCopy"]
#[derive(Copy, Clone, Default, Debug, PartialEq, Eq, Hash)]
pub struct Range<Idx> {
    pub start: Idx,
    pub end: Idx,
}
#[lang = "RangeFromCopy"]
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub struct RangeFrom<Idx> {
    pub start: Idx,
}
#[lang = "RangeInclusiveCopy"]
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub struct RangeInclusive<Idx> {
    pub start: Idx,
    pub last: Idx,
}
#[lang = "RangeToInclusiveCopy"]
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub struct RangeToInclusive<Idx> {
    pub last: Idx,
}
