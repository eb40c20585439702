//! How values of a type lie in memory, for types and bindings in the text.

use ra_ap_base_db::{CrateOrigin, FileId, LangCrateOrigin};
use ra_ap_hir::{Adt, DisplayTarget, HasCrate, HirDisplay, Semantics, Type};
use ra_ap_hir_ty::attach_db;
use ra_ap_ide_db::RootDatabase;
use ra_ap_syntax::{
    AstNode, SyntaxKind, SyntaxToken, TextRange, TextSize,
    ast::{self, HasName},
};

use super::{bodies, is_too_large};
use crate::facts::{Content, Memory, Pointee, Pointer, Span};

/// How many pointers and fields are followed.
const DEPTH: usize = 4;

/// How deeply fields of fields are looked at where the layout of a type is in question.
const NESTING: usize = 16;

/// A type in the text, or a binding that is declared there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    /// The range of the type, of the name, or of a `let`.
    pub at: Span,
    /// The name, if it is a binding's.
    pub name: Option<String>,
    /// How a value of it lies in memory.
    pub memory: Memory,
}

/// How a value of the type that is written at an offset, or of the binding that is declared there, lies in
/// memory. `None` where neither stands or the type is not known.
pub fn memory(db: &RootDatabase, file: FileId, offset: u32) -> Option<Typed> {
    attach_db(db, || {
        let sema = Semantics::new(db);
        let tree = sema.parse_guess_edition(file);
        let offset = TextSize::from(offset);
        if !tree.syntax().text_range().contains_inclusive(offset) {
            return None;
        }
        let tokens = tree.syntax().token_at_offset(offset);
        let token = tokens.max_by_key(is_word)?;
        let at_offset = Span {
            start: offset.into(),
            end: offset.into(),
        };
        if bodies(db, file, at_offset)
            .into_iter()
            .any(|body| is_too_large(db, body))
        {
            return None;
        }
        let (range, name, ty) = at(&sema, &token)?;
        let krate = sema.scope(&token.parent()?)?.krate();
        let reader = Reader {
            db,
            target: krate.to_display_target(db),
        };
        let at = Span {
            start: range.start().into(),
            end: range.end().into(),
        };
        (!ty.contains_unknown()).then(|| Typed {
            at,
            name,
            memory: reader.memory(&ty, DEPTH),
        })
    })
}

fn is_word(token: &SyntaxToken) -> bool {
    matches!(token.kind(), SyntaxKind::IDENT | SyntaxKind::LET_KW)
}

/// The type at a token, with a binding's name: of a binding on its name, of a `let` on the keyword, else as
/// written.
fn at<'db>(
    sema: &Semantics<'db, RootDatabase>,
    token: &SyntaxToken,
) -> Option<(TextRange, Option<String>, Type<'db>)> {
    let parent = token.parent()?;
    if token.kind() == SyntaxKind::LET_KW {
        let pattern = ast::LetStmt::cast(parent)?.pat()?;
        let name = match &pattern {
            ast::Pat::IdentPat(binding) => binding.name().map(|it| it.text().to_string()),
            _ => None,
        };
        let ty = sema.type_of_pat(&pattern)?.original;
        return Some((token.text_range(), name, ty));
    }
    if let Some(binding) = ast::Name::cast(parent.clone())
        .and_then(|name| ast::IdentPat::cast(name.syntax().parent()?))
    {
        let name = Some(token.text().to_owned());
        let ty = sema.type_of_binding_in_pat(&binding)?;
        return Some((token.text_range(), name, ty));
    }
    // Generic arguments are types within types: the inmost counts.
    let written = parent.ancestors().find_map(ast::Type::cast)?;
    let ty = sema.resolve_type(&written)?;
    Some((written.syntax().text_range(), None, ty))
}

struct Reader<'db> {
    db: &'db RootDatabase,
    target: DisplayTarget,
}

impl<'db> Reader<'db> {
    fn memory(&self, ty: &Type<'db>, depth: usize) -> Memory {
        let size = self.size(ty);
        let content = match depth.checked_sub(1) {
            Some(depth) => self.content(ty, size, depth),
            None => Content::Plain,
        };
        Memory {
            // Parameters with their default (an allocator) are left out.
            ty: ty.display_truncated(self.db, None, self.target).to_string(),
            size,
            content,
        }
    }

    /// The type's size; that of an `Option` around an owner is the owner's.
    fn size(&self, ty: &Type<'db>) -> Option<u64> {
        if let Some(content) = self.option(ty)
            && self.owner(&content, 0).is_some()
        {
            return self.size(&content);
        }
        // Asked first: the layout of a type without an end is not to be computed.
        match self.is_uncertain(ty, NESTING) {
            true => None,
            false => ty.layout(self.db).ok().map(|it| it.size()),
        }
    }

    /// Whether rust-analyzer's layout may not be rustc's: it does not know niches by attribute, which many
    /// types have that an enum may hold. Types whose fields never come to an end count too.
    fn is_uncertain(&self, ty: &Type<'db>, depth: usize) -> bool {
        let Some(depth) = depth.checked_sub(1) else {
            return true;
        };
        if let Some((element, _)) = ty.as_array(self.db) {
            return self.is_uncertain(&element, depth);
        }
        // Whether a pointer knows more than an address depends on the last field of what it points to.
        if let Some(to) = ty.as_reference_inner().or_else(|| ty.remove_raw_ptr()) {
            return self.is_endless(&to, NESTING);
        }
        if let Some(Adt::Enum(it)) = ty.as_adt() {
            let reference = self.option(ty).is_some_and(|it| it.is_reference());
            let fields = it.variants(self.db).into_iter();
            let mut fields = fields.flat_map(|variant| variant.fields(self.db));
            return !reference && fields.next().is_some();
        }
        let named = ty.fields(self.db).into_iter().map(|(_, ty)| ty);
        let mut fields = named.chain(ty.tuple_fields(self.db));
        fields.any(|field| self.is_uncertain(&field, depth))
    }

    /// Whether the fields of a struct never come to an end.
    fn is_endless(&self, ty: &Type<'db>, depth: usize) -> bool {
        let Some(depth) = depth.checked_sub(1) else {
            return true;
        };
        let named = ty.fields(self.db).into_iter().map(|(_, ty)| ty);
        let mut fields = named.chain(ty.tuple_fields(self.db));
        fields.any(|field| self.is_endless(&field, depth))
    }

    /// What an `Option` holds.
    fn option(&self, ty: &Type<'db>) -> Option<Type<'db>> {
        let core = CrateOrigin::Lang(LangCrateOrigin::Core);
        let adt = ty.as_adt()?;
        let option =
            adt.name(self.db).as_str() == "Option" && adt.krate(self.db).origin(self.db) == core;
        ty.type_arguments().next().filter(|_| option)
    }

    fn content(&self, ty: &Type<'db>, size: Option<u64>, depth: usize) -> Content {
        if let Some((to, _)) = ty.as_reference() {
            return Content::Pointer(Pointer::Reference, self.pointee(&to, depth));
        }
        if let Some((element, count)) = ty.as_array(self.db) {
            let element = Box::new(self.memory(&element, depth));
            return Content::Elements(element, count as u64);
        }
        if let Some(Adt::Enum(_)) = ty.as_adt() {
            return self.niche(ty, size, depth).unwrap_or(Content::Plain);
        }
        if let Some((pointer, to)) = self.owner(ty, depth) {
            return Content::Pointer(pointer, to);
        }
        self.fields(ty, depth)
    }

    /// The standard library's owners of heap memory.
    fn owner(&self, ty: &Type<'db>, depth: usize) -> Option<(Pointer, Pointee)> {
        let adt = ty.as_adt()?;
        let alloc = CrateOrigin::Lang(LangCrateOrigin::Alloc);
        if adt.krate(self.db).origin(self.db) != alloc {
            return None;
        }
        let argument = ty.type_arguments().next();
        let name = adt.name(self.db);
        Some(match (name.as_str(), argument) {
            ("String", _) => (Pointer::Buffer, Pointee::Text),
            ("Vec", Some(element)) => {
                let element = Box::new(self.memory(&element, depth));
                (Pointer::Buffer, Pointee::Slice(element))
            }
            ("Box", Some(to)) => (Pointer::Box, self.pointee(&to, depth)),
            ("Rc", Some(to)) => (Pointer::Counted { atomic: false }, self.pointee(&to, depth)),
            ("Arc", Some(to)) => (Pointer::Counted { atomic: true }, self.pointee(&to, depth)),
            ("Weak", Some(to)) => (Pointer::Weak, self.pointee(&to, depth)),
            _ => return None,
        })
    }

    fn pointee(&self, ty: &Type<'db>, depth: usize) -> Pointee {
        if ty.is_str() {
            Pointee::Text
        } else if let Some(element) = ty.as_slice() {
            Pointee::Slice(Box::new(self.memory(&element, depth)))
        } else if let Some(object) = ty.as_dyn_trait() {
            Pointee::Object(object.name(self.db).as_str().to_owned())
        } else {
            Pointee::Value(Box::new(self.memory(ty, depth)))
        }
    }

    /// An `Option` of the same size as a pointer in it.
    fn niche(&self, ty: &Type<'db>, size: Option<u64>, depth: usize) -> Option<Content> {
        let content = self.option(ty)?;
        let content = self.memory(&content, depth);
        let same = size.is_some() && size == content.size;
        (same && content.points_elsewhere()).then(|| Content::Niche(Box::new(content)))
    }

    fn fields(&self, ty: &Type<'db>, depth: usize) -> Content {
        let named = ty.fields(self.db).into_iter();
        let named = named.map(|(field, ty)| (field.name(self.db).as_str().to_owned(), ty));
        let numbered = ty.tuple_fields(self.db).into_iter().enumerate();
        let numbered = numbered.map(|(index, ty)| (index.to_string(), ty));
        let fields = named
            .chain(numbered)
            .map(|(name, ty)| (name, self.memory(&ty, depth)))
            .filter(|(_, memory)| memory.points_elsewhere());
        let fields: Vec<(String, Memory)> = fields.collect();
        match fields.is_empty() {
            true => Content::Plain,
            false => Content::Fields(fields),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::{Options, Project, StdChoice};

    fn at_mark(text: &str) -> Option<Memory> {
        let offset = text.find('^').expect("a mark");
        let text = text.replacen('^', "", 1);
        let options = Options {
            std: StdChoice::Model,
            ..Options::default()
        };
        let project = Project::from_text("demo.rs", &text, &options).expect("opens");
        let file = project.sources()[0];
        let found = memory(project.snapshot().db(), file, offset as u32)?;
        Some(found.memory)
    }

    fn plain(ty: &str, size: u64) -> Box<Memory> {
        Box::new(Memory {
            ty: ty.to_owned(),
            size: Some(size),
            content: Content::Plain,
        })
    }

    #[test]
    fn owners_of_heap_memory() {
        let content = |ty: &str| {
            let memory = at_mark(&format!(
                "use std::{{rc::*, sync::Arc}}; trait T {{}} fn f(a: ^{ty}) {{}}"
            ));
            let memory = memory.expect("a type");
            (memory.size, memory.content)
        };
        let pointer = |size, pointer, to| (Some(size), Content::Pointer(pointer, to));
        let value = Pointee::Value(plain("i32", 4));
        assert_eq!(content("Box<i32>"), pointer(8, Pointer::Box, value.clone()));
        let counted = |atomic| Pointer::Counted { atomic };
        assert_eq!(
            content("Rc<i32>"),
            pointer(8, counted(false), value.clone())
        );
        assert_eq!(
            content("Arc<i32>"),
            pointer(8, counted(true), value.clone())
        );
        assert_eq!(
            content("Weak<i32>"),
            pointer(8, Pointer::Weak, value.clone())
        );
        let slice = Pointee::Slice(plain("u16", 2));
        assert_eq!(
            content("Vec<u16>"),
            pointer(24, Pointer::Buffer, slice.clone())
        );
        assert_eq!(
            content("String"),
            pointer(24, Pointer::Buffer, Pointee::Text)
        );
        assert_eq!(
            content("Box<[u16]>"),
            pointer(16, Pointer::Box, slice.clone())
        );
        assert_eq!(content("&[u16]"), pointer(16, Pointer::Reference, slice));
        assert_eq!(
            content("&str"),
            pointer(16, Pointer::Reference, Pointee::Text)
        );
        assert_eq!(
            content("Box<dyn T>"),
            pointer(16, Pointer::Box, Pointee::Object("T".to_owned()))
        );
        assert_eq!(content("u64"), (Some(8), Content::Plain));
        assert_eq!(content("Option<u64>"), (None, Content::Plain));
        let text = Content::Pointer(Pointer::Reference, Pointee::Text);
        let (size, niche) = content("Option<&str>");
        assert_eq!(size, Some(16));
        assert!(matches!(niche, Content::Niche(it) if it.content == text));
        let (size, niche) = content("Option<Box<i32>>");
        assert_eq!(size, Some(8));
        assert!(matches!(niche, Content::Niche(it) if it.size == Some(8)));
    }

    #[test]
    fn a_type_without_an_end_has_no_size() {
        let text = "struct S<T>(U<(T,)>); struct U<T>(S<T>); fn f(s: ^Box<S<u8>>) {}";
        let memory = at_mark(text).expect("a type");
        let Content::Pointer(Pointer::Box, Pointee::Value(inner)) = memory.content else {
            panic!("no box: {memory:?}");
        };
        assert_eq!(inner.size, None);
    }

    #[test]
    fn bindings_and_fields() {
        let text = "struct P { id: u32, name: String } fn f(p: P) { ^let v = vec![p]; }";
        let memory = at_mark(text).expect("a binding");
        let Content::Pointer(Pointer::Buffer, Pointee::Slice(element)) = memory.content else {
            panic!("no buffer: {memory:?}");
        };
        assert_eq!((element.ty.as_str(), element.size), ("P", Some(32)));
        let Content::Fields(fields) = element.content else {
            panic!("no fields: {:?}", element.content);
        };
        assert_eq!(fields.len(), 1);
        assert_eq!((fields[0].0.as_str(), fields[0].1.size), ("name", Some(24)));
        let name = at_mark("fn f() { let ^name = String::new(); }").expect("a binding");
        assert_eq!(name.ty, "String");
        assert_eq!(at_mark("fn ^f() {}"), None);
        assert_eq!(at_mark("fn f(a: ^Unknown) {}"), None);
    }
}
