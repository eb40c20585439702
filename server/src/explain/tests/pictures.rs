//! Pictures of memory.

use expect_test::expect;

use crate::explain::picture;
use crate::facts::{Content, Memory, Pointee, Pointer};

fn value(ty: &str, size: u64, content: Content) -> Memory {
    Memory {
        ty: ty.to_owned(),
        size: Some(size),
        content,
    }
}

fn plain(ty: &str, size: u64) -> Memory {
    value(ty, size, Content::Plain)
}

fn string() -> Memory {
    value(
        "String",
        24,
        Content::Pointer(Pointer::Buffer, Pointee::Text),
    )
}

fn show(memory: &Memory, name: Option<&str>) -> String {
    format!("{}\n", picture(memory, name).unwrap_or_default())
}

#[test]
fn values_without_pointers_have_none() {
    assert_eq!(picture(&plain("i32", 4), Some("n")), None);
    let array = Content::Elements(Box::new(plain("u8", 1)), 7);
    assert_eq!(picture(&value("[u8; 7]", 7, array), None), None);
}

#[test]
fn owners_and_what_they_own() {
    let element = value(
        "Person",
        32,
        Content::Fields(vec![("name".to_owned(), string())]),
    );
    let to = Pointee::Slice(Box::new(element));
    let people = value("Vec<Person>", 24, Content::Pointer(Pointer::Buffer, to));
    expect![[r#"
        stack  people: Vec<Person>   24 bytes: pointer, capacity, length
           └▸ heap  [Person]         capacity × 32 bytes
              .name: String          24 bytes: pointer, capacity, length
                 └▸ heap  text       capacity × 1 byte
    "#]]
    .assert_eq(&show(&people, Some("people")));
    let counted = Pointer::Counted { atomic: true };
    let to = Pointee::Value(Box::new(string()));
    let shared = value("Arc<String>", 8, Content::Pointer(counted, to));
    expect![[r#"
        stack  shared: Arc<String>                         8 bytes: pointer
           └▸ heap  atomic strong and weak count, String   24 bytes: pointer, capacity, length
              └▸ heap  text                                capacity × 1 byte
    "#]]
    .assert_eq(&show(&shared, Some("shared")));
}

#[test]
fn pointers_that_know_more() {
    let to = Pointee::Slice(Box::new(plain("i32", 4)));
    let slice = value("Box<[i32]>", 16, Content::Pointer(Pointer::Box, to));
    let to = Pointee::Object("Draw".to_owned());
    let object = value("Box<dyn Draw>", 16, Content::Pointer(Pointer::Box, to));
    let text = Content::Pointer(Pointer::Reference, Pointee::Text);
    let text = value("&str", 16, text);
    let to = Pointee::Value(Box::new(plain("i32", 4)));
    let boxed = value("Box<i32>", 8, Content::Pointer(Pointer::Box, to));
    let option = value("Option<Box<i32>>", 8, Content::Niche(Box::new(boxed)));
    let array = value("[String; 3]", 72, Content::Elements(Box::new(string()), 3));
    let all = [slice, object, text, option, array];
    let all: Vec<String> = all.iter().map(|it| show(it, None)).collect();
    expect![[r#"
        Box<[i32]>          16 bytes: pointer, length
           └▸ heap  [i32]   length × 4 bytes

        Box<dyn Draw>           16 bytes: pointer, vtable
           └▸ heap  some Draw   size known at run time

        &str                    16 bytes: pointer, length
           └▸ elsewhere  text   length × 1 byte

        Option<Box<i32>>   8 bytes: pointer (an impossible value is None)
           └▸ heap  i32    4 bytes

        [String; 3]           72 bytes
           [_]: String        3 × 24 bytes: pointer, capacity, length
              └▸ heap  text   capacity × 1 byte
    "#]]
    .assert_eq(&all.join("\n"));
}
