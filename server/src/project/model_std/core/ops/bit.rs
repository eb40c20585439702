//! Bitwise operators.
use super::arith::{Bits, Operand, op};

op! { BitAnd bitand "bitand", BitAndAssign bitand_assign "bitand_assign": Bits }
op! { BitOr bitor "bitor", BitOrAssign bitor_assign "bitor_assign": Bits }
op! { BitXor bitxor "bitxor", BitXorAssign bitxor_assign "bitxor_assign": Bits }

#[lang = "not"]
pub trait Not {
    type Output;
    fn not(self) -> Self::Output;
}
macro_rules! not { ($($t:ident)*) => {$(
    impl Not for $t { type Output = $t; }
    impl Not for &$t { type Output = $t; }
)*}; }
not! { bool usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 }
impl Not for ! {
    type Output = !;
}

/// What may stand on either side of a shift, on the right also by reference.
pub trait Integer: Copy {}
pub trait ShiftAmount {}
macro_rules! integers { ($($t:ident)*) => {$( impl Integer for $t {} impl ShiftAmount for $t {} impl ShiftAmount for &$t {} )*}; }
integers! { usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 }

macro_rules! shift {
    ($op:ident $method:ident $lang:literal, $assign:ident $assign_method:ident $assign_lang:literal) => {
        #[lang = $lang]
        pub trait $op<Rhs = Self> {
            type Output;
            fn $method(self, rhs: Rhs) -> Self::Output;
        }
        #[lang = $assign_lang]
        pub trait $assign<Rhs = Self> {
            fn $assign_method(&mut self, rhs: Rhs);
        }
        impl<T: Integer, R: ShiftAmount> $op<R> for T { type Output = T; }
        impl<T: Integer, R: ShiftAmount> $op<R> for &T { type Output = T; }
        impl<T: Integer, R: ShiftAmount> $assign<R> for T {}
    };
}
shift! { Shl shl "shl", ShlAssign shl_assign "shl_assign" }
shift! { Shr shr "shr", ShrAssign shr_assign "shr_assign" }
