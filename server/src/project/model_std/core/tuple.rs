//! Trait impls of tuples.
use crate::cmp::Ordering;
use crate::fmt;
use crate::hash::{Hash, Hasher};

macro_rules! tuples { ($(($($t:ident)+))*) => {$(
    impl<$($t: PartialEq),+> PartialEq for ($($t,)+) {}
    impl<$($t: Eq),+> Eq for ($($t,)+) {}
    impl<$($t: PartialOrd),+> PartialOrd for ($($t,)+) {}
    impl<$($t: Ord),+> Ord for ($($t,)+) {}
    impl<$($t: Default),+> Default for ($($t,)+) {}
    impl<$($t: fmt::Debug),+> fmt::Debug for ($($t,)+) {}
    impl<$($t: Hash),+> Hash for ($($t,)+) {}
)*}; }
tuples! {
    (A) (A B) (A B C) (A B C D) (A B C D E) (A B C D E F) (A B C D E F G) (A B C D E F G H) (A B C D E F G H I)
    (A B C D E F G H I J) (A B C D E F G H I J K) (A B C D E F G H I J K L)
}
macro_rules! arrays { ($($n:literal ($($t:ident)+);)*) => {$(
    impl<T> From<[T; $n]> for ($($t,)+) {}
    impl<T> From<($($t,)+)> for [T; $n] {}
)*}; }
arrays! { 1 (T); 2 (T T); 3 (T T T); 4 (T T T T); 5 (T T T T T); 6 (T T T T T T); }
