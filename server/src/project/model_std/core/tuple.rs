//! Trait impls of tuples.
use crate::cmp::Ordering;
use crate::fmt;
use crate::hash::{Hash, Hasher};

macro_rules! tuples { ($(($($t:ident)+))*) => {$(
    impl<$($t: PartialEq),+> PartialEq for ($($t,)+) { fn eq(&self, other: &($($t,)+)) -> bool; }
    impl<$($t: Eq),+> Eq for ($($t,)+) {}
    impl<$($t: PartialOrd),+> PartialOrd for ($($t,)+) { fn partial_cmp(&self, other: &($($t,)+)) -> Option<Ordering>; }
    impl<$($t: Ord),+> Ord for ($($t,)+) { fn cmp(&self, other: &($($t,)+)) -> Ordering; }
    impl<$($t: Default),+> Default for ($($t,)+) { fn default() -> ($($t,)+); }
    impl<$($t: fmt::Debug),+> fmt::Debug for ($($t,)+) { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result; }
    impl<$($t: Hash),+> Hash for ($($t,)+) { fn hash<State: Hasher>(&self, state: &mut State); }
)*}; }
tuples! {
    (A) (A B) (A B C) (A B C D) (A B C D E) (A B C D E F) (A B C D E F G) (A B C D E F G H) (A B C D E F G H I)
    (A B C D E F G H I J) (A B C D E F G H I J K) (A B C D E F G H I J K L)
}
macro_rules! arrays { ($($n:literal ($($t:ident)+);)*) => {$(
    impl<T> From<[T; $n]> for ($($t,)+) { fn from(array: [T; $n]) -> Self; }
    impl<T> From<($($t,)+)> for [T; $n] { fn from(tuple: ($($t,)+)) -> Self; }
)*}; }
arrays! { 1 (T); 2 (T T); 3 (T T T); 4 (T T T T); 5 (T T T T T); 6 (T T T T T T); }
