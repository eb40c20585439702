//! Iteration.
mod adapters;
mod collect;
mod iterator;
mod sources;

pub use self::adapters::{
    Chain, Cloned, Copied, Cycle, Enumerate, Filter, FilterMap, FlatMap, Flatten, Fuse, Inspect, Map, MapWhile, Peekable,
    Rev, Scan, Skip, SkipWhile, StepBy, Take, TakeWhile, Zip, chain, zip,
};
pub use self::collect::{Extend, FromIterator, IntoIterator};
pub use self::iterator::{DoubleEndedIterator, ExactSizeIterator, FusedIterator, Iterator, Product, Sum};
pub use self::sources::{
    Empty, FromFn, Once, OnceWith, Repeat, RepeatN, RepeatWith, Step, Successors, empty, from_fn, once, once_with, repeat,
    repeat_n, repeat_with, successors,
};
