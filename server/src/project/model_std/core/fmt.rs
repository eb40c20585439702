//! Formatting.
use crate::marker::{PhantomData, PointeeSized};

mod rt;

#[derive(Copy, Clone, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Error;
pub type Result = crate::result::Result<(), Error>;
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Alignment {
    Left,
    Right,
    Center,
}

pub trait Write {
    fn write_str(&mut self, s: &str) -> Result;
    fn write_char(&mut self, c: char) -> Result { loop {} }
    fn write_fmt(&mut self, args: Arguments<'_>) -> Result { loop {} }
}
impl<W: Write + ?Sized> Write for &mut W {}
impl Write for Formatter<'_> {}

#[derive(Copy, Clone, Debug, PartialEq, Eq)]
struct FormattingOptions {
    flags: u32,
    width: u16,
    precision: u16,
}
pub struct Formatter<'a> {
    options: FormattingOptions,
    buf: &'a mut (dyn Write + 'a),
}
impl<'a> Formatter<'a> {
    pub fn pad_integral(&mut self, is_nonnegative: bool, prefix: &str, buf: &str) -> Result;
    pub fn pad(&mut self, s: &str) -> Result;
    pub fn write_str(&mut self, data: &str) -> Result;
    pub fn write_fmt(&mut self, fmt: Arguments<'_>) -> Result;
    pub fn fill(&self) -> char;
    pub fn align(&self) -> Option<Alignment>;
    pub fn width(&self) -> Option<usize>;
    pub fn precision(&self) -> Option<usize>;
    pub fn sign_plus(&self) -> bool;
    pub fn sign_minus(&self) -> bool;
    pub fn alternate(&self) -> bool;
    pub fn sign_aware_zero_pad(&self) -> bool;
    pub fn debug_struct<'b>(&'b mut self, name: &str) -> DebugStruct<'b, 'a>;
    pub fn debug_tuple<'b>(&'b mut self, name: &str) -> DebugTuple<'b, 'a>;
    pub fn debug_list<'b>(&'b mut self) -> DebugList<'b, 'a>;
    pub fn debug_set<'b>(&'b mut self) -> DebugSet<'b, 'a>;
    pub fn debug_map<'b>(&'b mut self) -> DebugMap<'b, 'a>;
}

pub struct DebugStruct<'a, 'b: 'a> {
    fmt: &'a mut Formatter<'b>,
    result: Result,
    has_fields: bool,
}
impl<'a, 'b: 'a> DebugStruct<'a, 'b> {
    pub fn field(&mut self, name: &str, value: &dyn Debug) -> &mut Self;
    pub fn finish_non_exhaustive(&mut self) -> Result;
    pub fn finish(&mut self) -> Result;
}
pub struct DebugTuple<'a, 'b: 'a> {
    fmt: &'a mut Formatter<'b>,
    result: Result,
    fields: usize,
    empty_name: bool,
}
impl<'a, 'b: 'a> DebugTuple<'a, 'b> {
    pub fn field(&mut self, value: &dyn Debug) -> &mut Self;
    pub fn finish_non_exhaustive(&mut self) -> Result;
    pub fn finish(&mut self) -> Result;
}
struct DebugInner<'a, 'b: 'a> {
    fmt: &'a mut Formatter<'b>,
    result: Result,
    has_fields: bool,
}
macro_rules! lists { ($($name:ident)*) => {$(
    pub struct $name<'a, 'b: 'a> { inner: DebugInner<'a, 'b> }
    impl<'a, 'b: 'a> $name<'a, 'b> {
        pub fn entry(&mut self, entry: &dyn Debug) -> &mut Self;
        pub fn entries<D, I>(&mut self, entries: I) -> &mut Self where D: Debug, I: IntoIterator<Item = D>;
        pub fn finish_non_exhaustive(&mut self) -> Result;
        pub fn finish(&mut self) -> Result;
    }
)*}; }
lists! { DebugSet DebugList }
pub struct DebugMap<'a, 'b: 'a> {
    fmt: &'a mut Formatter<'b>,
    result: Result,
    has_fields: bool,
    has_key: bool,
}
impl<'a, 'b: 'a> DebugMap<'a, 'b> {
    pub fn entry(&mut self, key: &dyn Debug, value: &dyn Debug) -> &mut Self;
    pub fn key(&mut self, key: &dyn Debug) -> &mut Self;
    pub fn value(&mut self, value: &dyn Debug) -> &mut Self;
    pub fn entries<K, V, I>(&mut self, entries: I) -> &mut Self where K: Debug, V: Debug, I: IntoIterator<Item = (K, V)>;
    pub fn finish_non_exhaustive(&mut self) -> Result;
    pub fn finish(&mut self) -> Result;
}
pub fn from_fn<F: Fn(&mut Formatter<'_>) -> Result>(f: F) -> FromFn<F>;
pub struct FromFn<F>(F);
impl<F> Debug for FromFn<F> where F: Fn(&mut Formatter<'_>) -> Result {}
impl<F> Display for FromFn<F> where F: Fn(&mut Formatter<'_>) -> Result {}

#[lang = "format_arguments"]
#[derive(Copy, Clone)]
pub struct Arguments<'a> {
    template: crate::ptr::NonNull<u8>,
    args: crate::ptr::NonNull<rt::Argument<'a>>,
}
impl<'a> Arguments<'a> {
    pub unsafe fn new<const N: usize, const M: usize>(template: &'a [u8; N], args: &'a [rt::Argument<'a>; M]) -> Arguments<'a>;
    pub fn from_str(s: &'static str) -> Arguments<'a>;
    pub fn from_str_nonconst(s: &'static str) -> Arguments<'a>;
    pub fn as_str(&self) -> Option<&'static str>;
}
impl !Send for Arguments<'_> {}
impl !Sync for Arguments<'_> {}
impl Debug for Arguments<'_> {}
impl Display for Arguments<'_> {}
pub fn write(output: &mut dyn Write, fmt: Arguments<'_>) -> Result;

macro_rules! traits { ($($name:ident)*) => {$( pub trait $name: PointeeSized { fn fmt(&self, f: &mut Formatter<'_>) -> Result; } )*}; }
traits! { Debug Display Octal Binary LowerHex UpperHex Pointer LowerExp UpperExp }
pub(crate) mod derive {
    #[rustc_builtin_macro]
    pub macro Debug($item:item) {}
}
pub use derive::Debug;

macro_rules! references { ($($name:ident)*) => {$(
    impl<T: ?Sized + $name> $name for &T {}
    impl<T: ?Sized + $name> $name for &mut T {}
)*}; }
references! { Debug Display Octal Binary LowerHex UpperHex LowerExp UpperExp }
macro_rules! implement { ($($name:ident: $($t:ty)*;)*) => {$($( impl $name for $t {} )*)*}; }
implement! {
    Debug: ! () bool char str u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize f32 f64;
    Display: ! bool char str u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize f32 f64 Error;
    Octal: u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize;
    Binary: u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize;
    LowerHex: u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize;
    UpperHex: u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize;
    LowerExp: u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize f32 f64;
    UpperExp: u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize f32 f64;
}
impl<T: ?Sized> Pointer for *const T {}
impl<T: ?Sized> Pointer for *mut T {}
impl<T: ?Sized> Pointer for &T {}
impl<T: ?Sized> Pointer for &mut T {}
impl<T: ?Sized> Debug for *const T {}
impl<T: ?Sized> Debug for *mut T {}
impl<T: Debug> Debug for [T] {}
impl<T: ?Sized> Debug for PhantomData<T> {}
