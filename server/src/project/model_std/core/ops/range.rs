//! The types of range expressions.
use crate::fmt;

#[lang = "RangeFull"]
#[derive(Copy, Clone, Default, PartialEq, Eq, Hash)]
pub struct RangeFull;
#[lang = "Range"]
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Range<Idx> {
    pub start: Idx,
    pub end: Idx,
}
#[lang = "RangeFrom"]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct RangeFrom<Idx> {
    pub start: Idx,
}
#[lang = "RangeTo"]
#[derive(Copy, Clone, PartialEq, Eq, Hash)]
pub struct RangeTo<Idx> {
    pub end: Idx,
}
#[lang = "RangeInclusive"]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct RangeInclusive<Idx> {
    pub(crate) start: Idx,
    pub(crate) end: Idx,
    pub(crate) exhausted: bool,
}
#[lang = "RangeToInclusive"]
#[derive(Copy, Clone, PartialEq, Eq, Hash)]
pub struct RangeToInclusive<Idx> {
    pub end: Idx,
}

impl<Idx: PartialOrd<Idx>> Range<Idx> {
    pub fn contains<U>(&self, item: &U) -> bool where Idx: PartialOrd<U>, U: ?Sized + PartialOrd<Idx>;
    pub fn is_empty(&self) -> bool;
}
impl<Idx: PartialOrd<Idx>> RangeFrom<Idx> {
    pub fn contains<U>(&self, item: &U) -> bool where Idx: PartialOrd<U>, U: ?Sized + PartialOrd<Idx>;
}
impl<Idx: PartialOrd<Idx>> RangeTo<Idx> {
    pub fn contains<U>(&self, item: &U) -> bool where Idx: PartialOrd<U>, U: ?Sized + PartialOrd<Idx>;
}
impl<Idx> RangeInclusive<Idx> {
    #[lang = "range_inclusive_new"]
    #[rustc_promotable]
    pub const fn new(start: Idx, end: Idx) -> Self { Self { start, end, exhausted: false } }
    pub fn start(&self) -> &Idx;
    pub fn end(&self) -> &Idx;
    pub fn into_inner(self) -> (Idx, Idx);
}
impl<Idx: PartialOrd<Idx>> RangeInclusive<Idx> {
    pub fn contains<U>(&self, item: &U) -> bool where Idx: PartialOrd<U>, U: ?Sized + PartialOrd<Idx>;
    pub fn is_empty(&self) -> bool;
}
impl<Idx: PartialOrd<Idx>> RangeToInclusive<Idx> {
    pub fn contains<U>(&self, item: &U) -> bool where Idx: PartialOrd<U>, U: ?Sized + PartialOrd<Idx>;
}
impl fmt::Debug for RangeFull {}
macro_rules! debug { ($($t:ident)*) => {$( impl<Idx: fmt::Debug> fmt::Debug for $t<Idx> {} )*}; }
debug! { Range RangeFrom RangeTo RangeInclusive RangeToInclusive }

#[derive(Clone, Copy, Debug, Hash, PartialEq, Eq)]
pub enum Bound<T> {
    Included(T),
    Excluded(T),
    Unbounded,
}
impl<T> Bound<T> {
    pub fn as_ref(&self) -> Bound<&T>;
    pub fn map<U, F: FnOnce(T) -> U>(self, f: F) -> Bound<U>;
}
impl<T: Clone> Bound<&T> {
    pub fn cloned(self) -> Bound<T>;
}

pub trait RangeBounds<T: ?Sized> {
    fn start_bound(&self) -> Bound<&T>;
    fn end_bound(&self) -> Bound<&T>;
    fn contains<U>(&self, item: &U) -> bool where T: PartialOrd<U>, U: ?Sized + PartialOrd<T> { loop {} }
}
impl<T: ?Sized> RangeBounds<T> for RangeFull {}
impl<T> RangeBounds<T> for (Bound<T>, Bound<T>) {}
impl<'a, T: ?Sized + 'a> RangeBounds<T> for (Bound<&'a T>, Bound<&'a T>) {}
macro_rules! bounds { ($($t:ident)*) => {$(
    impl<T> RangeBounds<T> for $t<T> {}
    impl<T> RangeBounds<T> for $t<&T> {}
)*}; }
bounds! { Range RangeFrom RangeTo RangeInclusive RangeToInclusive }
