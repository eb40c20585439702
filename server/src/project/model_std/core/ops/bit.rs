//! Bitwise operators.
use super::arith::op;

op! { BitAnd bitand "bitand", BitAndAssign bitand_assign "bitand_assign": bool usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 }
op! { BitOr bitor "bitor", BitOrAssign bitor_assign "bitor_assign": bool usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 }
op! { BitXor bitxor "bitxor", BitXorAssign bitxor_assign "bitxor_assign": bool usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 }

#[lang = "not"]
pub trait Not {
    type Output;
    fn not(self) -> Self::Output;
}
macro_rules! not { ($($t:ident)*) => {$(
    impl Not for $t { type Output = $t; fn not(self) -> $t; }
    impl Not for &$t { type Output = $t; fn not(self) -> $t; }
)*}; }
not! { bool usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 }
impl Not for ! {
    type Output = !;
    fn not(self) -> !;
}

/// The integer types and references to them, which may stand on the right of a shift. One impl per left type instead of
/// one per pair of types.
pub trait ShiftAmount {}
macro_rules! shift_amount { ($($t:ident)*) => {$( impl ShiftAmount for $t {} impl ShiftAmount for &$t {} )*}; }
shift_amount! { usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 }

macro_rules! shift {
    ($op:ident $method:ident $lang:literal, $assign:ident $assign_method:ident $assign_lang:literal: $($t:ident)*) => {
        #[lang = $lang]
        pub trait $op<Rhs = Self> {
            type Output;
            fn $method(self, rhs: Rhs) -> Self::Output;
        }
        #[lang = $assign_lang]
        pub trait $assign<Rhs = Self> {
            fn $assign_method(&mut self, rhs: Rhs);
        }
        $(
            impl<R: ShiftAmount> $op<R> for $t { type Output = $t; fn $method(self, other: R) -> $t; }
            impl<R: ShiftAmount> $op<R> for &$t { type Output = $t; fn $method(self, other: R) -> $t; }
            impl<R: ShiftAmount> $assign<R> for $t { fn $assign_method(&mut self, other: R); }
        )*
    };
}
shift! { Shl shl "shl", ShlAssign shl_assign "shl_assign": usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 }
shift! { Shr shr "shr", ShrAssign shr_assign "shr_assign": usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 }
