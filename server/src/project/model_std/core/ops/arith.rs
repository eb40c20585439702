//! Arithmetic operators.

/// What may stand on the right of a primitive `T`: `T` or `&T`. With it and `Number` an operator takes three impls, in
/// place of six per primitive type.
pub trait Operand<T> {}
/// What the arithmetic operators take.
pub trait Number: Copy {}
/// What the bitwise operators take.
pub trait Bits: Copy {}
macro_rules! operands { ($($t:ident: $($kind:ident)*;)*) => {$( impl Operand<$t> for $t {} impl Operand<$t> for &$t {} $( impl $kind for $t {} )* )*}; }
operands! {
    bool: Bits; usize: Number Bits; u8: Number Bits; u16: Number Bits; u32: Number Bits; u64: Number Bits; u128: Number Bits;
    isize: Number Bits; i8: Number Bits; i16: Number Bits; i32: Number Bits; i64: Number Bits; i128: Number Bits; f32: Number; f64: Number;
}

/// `op! { Trait method "lang", TraitAssign method_assign "lang_assign": Kind }`: the traits and their impls on the
/// primitive types of a kind, by value and by reference on either side.
macro_rules! op {
    ($op:ident $method:ident $lang:literal, $assign:ident $assign_method:ident $assign_lang:literal: $kind:ident) => {
        #[lang = $lang]
        pub trait $op<Rhs = Self> {
            type Output;
            fn $method(self, rhs: Rhs) -> Self::Output;
        }
        #[lang = $assign_lang]
        pub trait $assign<Rhs = Self> {
            fn $assign_method(&mut self, rhs: Rhs);
        }
        impl<T: $kind, R: Operand<T>> $op<R> for T { type Output = T; }
        impl<T: $kind, R: Operand<T>> $op<R> for &T { type Output = T; }
        impl<T: $kind, R: Operand<T>> $assign<R> for T {}
    };
}
op! { Add add "add", AddAssign add_assign "add_assign": Number }
op! { Sub sub "sub", SubAssign sub_assign "sub_assign": Number }
op! { Mul mul "mul", MulAssign mul_assign "mul_assign": Number }
op! { Div div "div", DivAssign div_assign "div_assign": Number }
op! { Rem rem "rem", RemAssign rem_assign "rem_assign": Number }
pub(crate) use op;

#[lang = "neg"]
pub trait Neg {
    type Output;
    fn neg(self) -> Self::Output;
}
macro_rules! neg { ($($t:ident)*) => {$(
    impl Neg for $t { type Output = $t; }
    impl Neg for &$t { type Output = $t; }
)*}; }
neg! { isize i8 i16 i32 i64 i128 f32 f64 }
