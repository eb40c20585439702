//! What is in scope without being named, per edition.
pub mod v1 {
    pub use crate::borrow::ToOwned;
    pub use crate::boxed::Box;
    pub use crate::string::{String, ToString};
    pub use crate::vec::Vec;
    pub use self::macros_only::{dbg, eprint, eprintln, format, panic, print, println, thread_local, vec};
    /// Modules of the same names stay outside the prelude.
    mod macros_only {
        mod panic {}
        mod vec {}
        pub use crate::*;
    }
    pub use core::prelude::v1::{
        align_of, align_of_val, assert, assert_eq, assert_ne, bench, cfg, cfg_accessible, cfg_eval, column, compile_error,
        concat, concat_bytes, const_format_args, debug_assert, debug_assert_eq, debug_assert_ne, derive, drop, env, file,
        format_args, global_allocator, include, include_bytes, include_str, line, matches, module_path,
        option_env, r#try, size_of, size_of_val, stringify, test, test_case, todo, unimplemented, unreachable, write,
        writeln, AsMut, AsRef, AsyncFn, AsyncFnMut, AsyncFnOnce, Clone, Copy, Debug, Default, DoubleEndedIterator, Drop,
        Eq, Err, ExactSizeIterator, Extend, Fn, FnMut, FnOnce, From, Hash, Into, IntoIterator, Iterator, None, Ok, Option,
        Ord, PartialEq, PartialOrd, Result, Send, Sized, Some, Sync, Unpin,
    };
}
pub mod rust_2015 {
    pub use super::v1::*;
}
pub mod rust_2018 {
    pub use super::v1::*;
}
pub mod rust_2021 {
    pub use super::v1::*;
    pub use core::prelude::rust_2021::{FromIterator, TryFrom, TryInto};
}
pub mod rust_2024 {
    pub use super::rust_2021::*;
    pub use core::prelude::rust_2024::{Future, IntoFuture};
}
