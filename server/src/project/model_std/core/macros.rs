//! The macros of `core`. Those the compiler expands itself have an empty arm; the others have the shape that decides
//! which of their arguments are borrowed, moved or compared.

#[macro_export]
#[rustc_builtin_macro(core_panic)]
macro_rules! panic { ($($arg:tt)*) => {}; }

#[macro_export]
#[rustc_builtin_macro]
macro_rules! assert { ($($arg:tt)*) => {}; }

#[macro_export]
#[rustc_builtin_macro(unreachable)]
macro_rules! unreachable { ($($arg:tt)*) => {}; }

#[macro_export]
macro_rules! assert_eq {
    ($left:expr, $right:expr $(,)?) => {
        match (&$left, &$right) {
            (left_val, right_val) => {
                if !(*left_val == *right_val) {
                    let kind = $crate::panicking::AssertKind::Eq;
                    $crate::panicking::assert_failed(kind, &*left_val, &*right_val, $crate::option::Option::None);
                }
            }
        }
    };
    ($left:expr, $right:expr, $($arg:tt)+) => {
        match (&$left, &$right) {
            (left_val, right_val) => {
                if !(*left_val == *right_val) {
                    let kind = $crate::panicking::AssertKind::Eq;
                    $crate::panicking::assert_failed(kind, &*left_val, &*right_val, $crate::option::Option::Some($crate::format_args!($($arg)+)));
                }
            }
        }
    };
}

#[macro_export]
macro_rules! assert_ne {
    ($left:expr, $right:expr $(,)?) => {
        match (&$left, &$right) {
            (left_val, right_val) => {
                if *left_val == *right_val {
                    let kind = $crate::panicking::AssertKind::Ne;
                    $crate::panicking::assert_failed(kind, &*left_val, &*right_val, $crate::option::Option::None);
                }
            }
        }
    };
    ($left:expr, $right:expr, $($arg:tt)+) => {
        match (&$left, &$right) {
            (left_val, right_val) => {
                if *left_val == *right_val {
                    let kind = $crate::panicking::AssertKind::Ne;
                    $crate::panicking::assert_failed(kind, &*left_val, &*right_val, $crate::option::Option::Some($crate::format_args!($($arg)+)));
                }
            }
        }
    };
}

#[macro_export]
macro_rules! debug_assert {
    ($($arg:tt)*) => { if $crate::cfg!(debug_assertions) { $crate::assert!($($arg)*); } };
}
#[macro_export]
macro_rules! debug_assert_eq {
    ($($arg:tt)*) => { if $crate::cfg!(debug_assertions) { $crate::assert_eq!($($arg)*); } };
}
#[macro_export]
macro_rules! debug_assert_ne {
    ($($arg:tt)*) => { if $crate::cfg!(debug_assertions) { $crate::assert_ne!($($arg)*); } };
}

#[macro_export]
macro_rules! matches {
    ($expression:expr, $pattern:pat $(if $guard:expr)? $(,)?) => {
        match $expression {
            $pattern $(if $guard)? => true,
            _ => false,
        }
    };
}

#[macro_export]
macro_rules! r#try {
    ($expr:expr $(,)?) => {
        match $expr {
            $crate::result::Result::Ok(val) => val,
            $crate::result::Result::Err(err) => {
                return $crate::result::Result::Err($crate::convert::From::from(err));
            }
        }
    };
}

#[macro_export]
macro_rules! write {
    ($dst:expr, $($arg:tt)*) => { $dst.write_fmt($crate::format_args!($($arg)*)) };
}
#[macro_export]
macro_rules! writeln {
    ($dst:expr $(,)?) => { $crate::write!($dst, "\n") };
    ($dst:expr, $($arg:tt)*) => { $dst.write_fmt($crate::format_args_nl!($($arg)*)) };
}

#[macro_export]
macro_rules! unimplemented {
    () => { $crate::panicking::panic("not implemented") };
    ($($arg:tt)+) => { $crate::panic!("not implemented: {}", $crate::format_args!($($arg)+)) };
}
#[macro_export]
macro_rules! todo {
    () => { $crate::panicking::panic("not yet implemented") };
    ($($arg:tt)+) => { $crate::panic!("not yet implemented: {}", $crate::format_args!($($arg)+)) };
}

#[macro_export]
#[rustc_builtin_macro]
macro_rules! compile_error { ($msg:expr $(,)?) => {}; }
#[macro_export]
#[rustc_builtin_macro]
macro_rules! format_args { ($fmt:expr) => {}; ($fmt:expr, $($args:tt)*) => {}; }
#[macro_export]
#[rustc_builtin_macro]
macro_rules! const_format_args { ($fmt:expr) => {}; ($fmt:expr, $($args:tt)*) => {}; }
#[macro_export]
#[rustc_builtin_macro]
macro_rules! format_args_nl { ($fmt:expr) => {}; ($fmt:expr, $($args:tt)*) => {}; }
#[macro_export]
#[rustc_builtin_macro]
macro_rules! env { ($name:expr $(,)?) => {}; ($name:expr, $error_msg:expr $(,)?) => {}; }
#[macro_export]
#[rustc_builtin_macro]
macro_rules! option_env { ($name:expr $(,)?) => {}; }
#[macro_export]
#[rustc_builtin_macro]
macro_rules! concat { ($($e:expr),* $(,)?) => {}; }
#[macro_export]
#[rustc_builtin_macro]
macro_rules! concat_bytes { ($($e:literal),+ $(,)?) => {}; }
#[macro_export]
#[rustc_builtin_macro]
macro_rules! line { () => {}; }
#[macro_export]
#[rustc_builtin_macro]
macro_rules! column { () => {}; }
#[macro_export]
#[rustc_builtin_macro]
macro_rules! file { () => {}; }
#[macro_export]
#[rustc_builtin_macro]
macro_rules! stringify { ($($t:tt)*) => {}; }
#[macro_export]
#[rustc_builtin_macro]
macro_rules! include_str { ($file:expr $(,)?) => {}; }
#[macro_export]
#[rustc_builtin_macro]
macro_rules! include_bytes { ($file:expr $(,)?) => {}; }
#[macro_export]
#[rustc_builtin_macro]
macro_rules! include { ($file:expr $(,)?) => {}; }
#[macro_export]
#[rustc_builtin_macro]
macro_rules! module_path { () => {}; }
#[macro_export]
#[rustc_builtin_macro]
macro_rules! cfg { ($($cfg:tt)*) => {}; }
#[macro_export]
#[rustc_builtin_macro]
macro_rules! pattern_type { ($($arg:tt)*) => {}; }

pub(crate) mod builtin {
    #[rustc_builtin_macro]
    pub macro derive($item:item) {}
    #[rustc_builtin_macro]
    pub macro derive_const($item:item) {}
    #[rustc_builtin_macro]
    pub macro test($item:item) {}
    #[rustc_builtin_macro]
    pub macro bench($item:item) {}
    #[rustc_builtin_macro]
    pub macro test_case($item:item) {}
    #[rustc_builtin_macro]
    pub macro global_allocator($item:item) {}
    #[rustc_builtin_macro]
    pub macro cfg_eval($item:item) {}
    #[rustc_builtin_macro]
    pub macro cfg_accessible($item:item) {}
    #[rustc_builtin_macro]
    pub macro cfg_select($($tt:tt)*) {}
}

/// `__iterator! { [generics] Type => Item; double exact }`: the iterator impls of a type of the library. All of them are
/// fused; `double` adds `DoubleEndedIterator`, `exact` adds `ExactSizeIterator`.
#[macro_export]
macro_rules! __iterator {
    ([$($g:tt)*] $t:ty => $item:ty;) => {
        impl<$($g)*> $crate::iter::Iterator for $t { type Item = $item; }
        impl<$($g)*> $crate::iter::FusedIterator for $t {}
    };
    ([$($g:tt)*] $t:ty => $item:ty; exact) => {
        impl<$($g)*> $crate::iter::Iterator for $t { type Item = $item; }
        impl<$($g)*> $crate::iter::FusedIterator for $t {}
        impl<$($g)*> $crate::iter::ExactSizeIterator for $t {}
    };
    ([$($g:tt)*] $t:ty => $item:ty; double) => {
        impl<$($g)*> $crate::iter::Iterator for $t { type Item = $item; }
        impl<$($g)*> $crate::iter::FusedIterator for $t {}
        impl<$($g)*> $crate::iter::DoubleEndedIterator for $t {}
    };
    ([$($g:tt)*] $t:ty => $item:ty; double exact) => {
        impl<$($g)*> $crate::iter::Iterator for $t { type Item = $item; }
        impl<$($g)*> $crate::iter::FusedIterator for $t {}
        impl<$($g)*> $crate::iter::DoubleEndedIterator for $t {}
        impl<$($g)*> $crate::iter::ExactSizeIterator for $t {}
    };
}
