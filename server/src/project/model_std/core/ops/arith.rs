//! Arithmetic operators.

/// `op! { Trait method "lang" TraitAssign method_assign "lang_assign" for types }`: the traits and their impls on the
/// primitive types, by value and by reference on either side.
macro_rules! op {
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
            impl $op for $t { type Output = $t; fn $method(self, other: $t) -> $t; }
            impl<'a> $op<$t> for &'a $t { type Output = $t; fn $method(self, other: $t) -> $t; }
            impl<'a> $op<&'a $t> for $t { type Output = $t; fn $method(self, other: &'a $t) -> $t; }
            impl<'a, 'b> $op<&'a $t> for &'b $t { type Output = $t; fn $method(self, other: &'a $t) -> $t; }
            impl $assign for $t { fn $assign_method(&mut self, other: $t); }
            impl $assign<&$t> for $t { fn $assign_method(&mut self, other: &$t); }
        )*
    };
}
op! { Add add "add", AddAssign add_assign "add_assign": usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 f32 f64 }
op! { Sub sub "sub", SubAssign sub_assign "sub_assign": usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 f32 f64 }
op! { Mul mul "mul", MulAssign mul_assign "mul_assign": usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 f32 f64 }
op! { Div div "div", DivAssign div_assign "div_assign": usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 f32 f64 }
op! { Rem rem "rem", RemAssign rem_assign "rem_assign": usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 f32 f64 }
pub(crate) use op;

#[lang = "neg"]
pub trait Neg {
    type Output;
    fn neg(self) -> Self::Output;
}
macro_rules! neg { ($($t:ident)*) => {$(
    impl Neg for $t { type Output = $t; fn neg(self) -> $t; }
    impl Neg for &$t { type Output = $t; fn neg(self) -> $t; }
)*}; }
neg! { isize i8 i16 i32 i64 i128 f32 f64 }
