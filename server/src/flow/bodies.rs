//! The bodies of a file: functions, constants, statics and discriminants, with those that are declared
//! inside other bodies.

use ra_ap_base_db::{FileId, relevant_crates};
use ra_ap_cfg::CfgAtom;
use ra_ap_hir::{DisplayTarget, HirDisplay, Impl};
use ra_ap_hir_def::{
    AdtId, AssocItemId, AstIdLoc, DefWithBodyId, HasModule, ImplId, ItemContainerId, Lookup,
    ModuleDefId, ModuleId, expr_store::Body as Expressions, nameres::DefMap,
    nameres::crate_def_map, signatures::*, src::HasSource,
};
use ra_ap_hir_expand::{FileRange, HirFileId, InFile, name::Name};
use ra_ap_hir_ty::{attach_db, db::HirDatabase};
use ra_ap_intern::sym;
use ra_ap_syntax::{
    AstNode, AstPtr, SyntaxNode, TextRange,
    ast::{self, HasName},
};

use rustc_hash::FxHashSet;

use crate::facts::Span;

/// Something with code in it: a function, a constant, a static, or the discriminant of a variant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Body(pub(crate) DefWithBodyId);

/// The bodies that are written in a file and touch a range of it, in source order; those that macros make
/// up are not among them. Where a file is part of several crates, each body is taken from the first that
/// has it, and from one that is built for unit tests only if no other has it.
pub fn bodies(db: &dyn HirDatabase, file: FileId, within: Span) -> Vec<Body> {
    let mut finder = Finder {
        db,
        file,
        text: db.file_text(file).text(db),
        within,
        found: Vec::new(),
        seen: FxHashSet::default(),
    };
    let mut crates = relevant_crates(db, file).to_vec();
    crates.sort_by_key(|krate| krate.cfg_options(db).check_atom(&CfgAtom::Flag(sym::test)));
    for krate in crates {
        let map = crate_def_map(db, krate);
        if map.modules_for_file(db, file).next().is_some() {
            finder.visit_map(map);
            if !has_conditions(finder.text) {
                // Every crate has the same items in it.
                break;
            }
        }
    }
    finder
        .found
        .sort_by_key(|&(range, _)| (range.start(), range.end()));
    finder
        .found
        .into_iter()
        .map(|(_, body)| Body(body))
        .collect()
}

/// Where the item stands that has this body, without comments and attributes; `None` if it comes from a
/// macro.
pub fn range(db: &dyn HirDatabase, body: Body) -> Option<Span> {
    let range = written_item(db, body.0)?.range;
    Some(Span {
        start: range.start().into(),
        end: range.end().into(),
    })
}

/// How long the text of the item is that has this body.
pub fn length(db: &dyn HirDatabase, body: Body) -> u32 {
    item_position(db, body.0).value.len().into()
}

/// Where the item stands, without attributes: documentation becomes one on the way through a macro.
fn written_item(db: &dyn HirDatabase, body: DefWithBodyId) -> Option<FileRange> {
    let range = source(db, body).map(|item| {
        let first = item.children_with_tokens().find(|element| {
            let kind = element.kind();
            !kind.is_trivia() && kind != ra_ap_syntax::SyntaxKind::ATTR
        });
        let range = item.text_range();
        let start = first.map_or(range.start(), |it| it.text_range().start());
        TextRange::new(start, range.end())
    });
    written_at(db, range)
}

/// The path of the item: `demo::Parser::parse`, `demo::<Parser as Iterator>::next`,
/// `demo::outer::inner` for an item inside a function.
pub fn name(db: &dyn HirDatabase, body: Body) -> String {
    attach_db(db, || path_of(db, body.0).join("::"))
}

fn path_of(db: &dyn HirDatabase, body: DefWithBodyId) -> Vec<String> {
    let module = body.module(db);
    let mut path = match module.block(db) {
        Some(_) => enclosing_items(db, body),
        None => Vec::new(),
    };
    let named = std::iter::successors(Some(module), |it| it.containing_module(db));
    path.extend(
        named
            .filter_map(|it| it.name(db))
            .map(|name| name.as_str().to_owned()),
    );
    let krate = module.krate(db).extra_data(db).display_name.as_ref();
    path.extend(krate.map(|name| name.crate_name().to_string()));
    path.reverse();
    path.extend(container(db, body));
    path.extend(own_name(db, body));
    path
}

/// Names of the functions and other items with bodies around an item, innermost first.
fn enclosing_items(db: &dyn HirDatabase, body: DefWithBodyId) -> Vec<String> {
    let item = source(db, body).value;
    let around = item.ancestors().skip(1).filter_map(|node| {
        let name = ast::Fn::cast(node.clone())
            .and_then(|it| it.name())
            .or_else(|| ast::Const::cast(node.clone())?.name())
            .or_else(|| ast::Static::cast(node)?.name());
        Some(name?.text().to_string())
    });
    around.collect()
}

/// The type or trait that an associated item belongs to.
fn container(db: &dyn HirDatabase, body: DefWithBodyId) -> Option<String> {
    let container = match body {
        DefWithBodyId::FunctionId(it) => it.lookup(db).container,
        DefWithBodyId::ConstId(it) => it.lookup(db).container,
        DefWithBodyId::StaticId(it) => it.lookup(db).container,
        DefWithBodyId::VariantId(it) => {
            let parent = it.lookup(db).parent;
            return Some(EnumSignature::of(db, parent).name.as_str().to_owned());
        }
    };
    match container {
        ItemContainerId::ImplId(it) => Some(implementation(db, it)),
        ItemContainerId::TraitId(it) => Some(TraitSignature::of(db, it).name.as_str().to_owned()),
        ItemContainerId::ModuleId(_) | ItemContainerId::ExternBlockId(_) => None,
    }
}

fn implementation(db: &dyn HirDatabase, id: ImplId) -> String {
    let implementation = Impl::from(id);
    let ty = implementation.self_ty(db);
    let target = DisplayTarget::from_crate(db, id.krate(db));
    let ty = match ty.as_adt() {
        Some(adt) => adt.name(db).as_str().to_owned(),
        None => ty.display(db, target).to_string(),
    };
    match implementation.trait_(db) {
        Some(it) => format!("<{ty} as {}>", it.name(db).as_str()),
        None => ty,
    }
}

fn own_name(db: &dyn HirDatabase, body: DefWithBodyId) -> Option<String> {
    let name: Option<Name> = match body {
        DefWithBodyId::FunctionId(it) => Some(FunctionSignature::of(db, it).name.clone()),
        DefWithBodyId::StaticId(it) => Some(StaticSignature::of(db, it).name.clone()),
        DefWithBodyId::ConstId(it) => ConstSignature::of(db, it).name.clone(),
        DefWithBodyId::VariantId(it) => Some(it.lookup(db).name.clone()),
    };
    Some(name.map_or_else(|| "_".to_owned(), |name| name.as_str().to_owned()))
}

/// The item's syntax.
pub(super) fn source(db: &dyn HirDatabase, body: DefWithBodyId) -> InFile<SyntaxNode> {
    match body {
        DefWithBodyId::FunctionId(it) => it.lookup(db).source(db).map(|it| it.syntax().clone()),
        DefWithBodyId::StaticId(it) => it.lookup(db).source(db).map(|it| it.syntax().clone()),
        DefWithBodyId::ConstId(it) => it.lookup(db).source(db).map(|it| it.syntax().clone()),
        DefWithBodyId::VariantId(it) => it.lookup(db).source(db).map(|it| it.syntax().clone()),
    }
}

/// Where something stands in a file that the user wrote: as it is, or as a whole in the input of a macro
/// that passes it on (`cfg_if!`).
pub(super) fn written_at(db: &dyn HirDatabase, range: InFile<TextRange>) -> Option<FileRange> {
    let (range, context) = range.original_node_file_range_opt(db)?;
    context.is_root().then_some(range)
}

/// Where the item stands that has a body, from its id alone.
fn item_position(db: &dyn HirDatabase, body: DefWithBodyId) -> InFile<TextRange> {
    match body {
        DefWithBodyId::FunctionId(it) => position(db, it.lookup(db)),
        DefWithBodyId::StaticId(it) => position(db, it.lookup(db)),
        DefWithBodyId::ConstId(it) => position(db, it.lookup(db)),
        DefWithBodyId::VariantId(it) => position(db, it.lookup(db)),
    }
}

/// Where an item stands, from its id alone.
fn position<L: AstIdLoc>(db: &dyn HirDatabase, location: &L) -> InFile<TextRange> {
    location
        .ast_ptr(db)
        .map(|it: AstPtr<L::Ast>| it.text_range())
}

struct Finder<'db> {
    db: &'db dyn HirDatabase,
    file: FileId,
    text: &'db str,
    within: Span,
    found: Vec<(TextRange, DefWithBodyId)>,
    /// Where those that were found stand.
    seen: FxHashSet<TextRange>,
}

impl<'db> Finder<'db> {
    /// Everything in the modules of a crate, or of a block with items in it.
    fn visit_map(&mut self, map: &'db DefMap) {
        for (id, module) in map.modules() {
            let source = module.definition_source_file_id();
            if self.is_ours(source) {
                self.visit_module(map, id);
            }
        }
    }

    fn visit_module(&mut self, map: &'db DefMap, id: ModuleId) {
        let scope = &map[id].scope;
        for item in scope.declarations() {
            self.visit_item(item);
        }
        for item in scope.unnamed_consts() {
            self.visit_body(item.into());
        }
        for implementation in scope.impls() {
            if self.may_be_near(implementation.lookup(self.db)) {
                for &(_, item) in implementation.impl_items(self.db).items.iter() {
                    self.visit_associated(item);
                }
            }
        }
    }

    fn visit_item(&mut self, item: ModuleDefId) {
        match item {
            ModuleDefId::FunctionId(it) => self.visit_body(it.into()),
            ModuleDefId::ConstId(it) => self.visit_body(it.into()),
            ModuleDefId::StaticId(it) => self.visit_body(it.into()),
            ModuleDefId::TraitId(it) if self.may_be_near(it.lookup(self.db)) => {
                for &(_, item) in it.trait_items(self.db).items.iter() {
                    self.visit_associated(item);
                }
            }
            ModuleDefId::AdtId(AdtId::EnumId(it)) if self.may_be_near(it.lookup(self.db)) => {
                for (variant, _) in it.enum_variants(self.db).variants.values() {
                    self.visit_body((*variant).into());
                }
            }
            ModuleDefId::ModuleId(_)
            | ModuleDefId::AdtId(_)
            | ModuleDefId::TraitId(_)
            | ModuleDefId::EnumVariantId(_)
            | ModuleDefId::TypeAliasId(_)
            | ModuleDefId::BuiltinType(_)
            | ModuleDefId::MacroId(_) => {}
        }
    }

    fn visit_associated(&mut self, item: AssocItemId) {
        match item {
            AssocItemId::FunctionId(it) => self.visit_body(it.into()),
            AssocItemId::ConstId(it) => self.visit_body(it.into()),
            AssocItemId::TypeAliasId(_) => {}
        }
    }

    /// Lists a body and what is declared inside it.
    fn visit_body(&mut self, body: DefWithBodyId) {
        let position = item_position(self.db, body);
        let at = if position.file_id.macro_file().is_some() {
            written_item(self.db, body)
        } else {
            written_at(self.db, position)
        };
        let Some(at) = at else {
            return;
        };
        if at.file_id.file_id(self.db) != self.file
            || !self.is_near(at.range)
            || !has_code(self.db, body)
        {
            return;
        }
        let code = &self.text[at.range];
        // The first crate's body stays. A macro may repeat an item that it is given, too.
        let new = self.seen.insert(at.range);
        if new {
            self.found.push((at.range, body));
        }
        // Another crate may have other items in the same body, if they have conditions. Lowering a body is
        // expensive, and not done here where nothing can come of it.
        if declares_bodies(code) && (new || has_conditions(code)) {
            for (_, map) in Expressions::of(self.db, body).blocks(self.db) {
                self.visit_map(map);
            }
        }
    }

    fn is_near(&self, range: TextRange) -> bool {
        u32::from(range.start()) <= self.within.end && self.within.start <= u32::from(range.end())
    }

    /// Whether parts of an item may touch the range in question; those of a macro's may stand anywhere.
    fn may_be_near<L: AstIdLoc>(&self, location: &L) -> bool {
        let position = position(self.db, location);
        position.file_id.macro_file().is_some() || self.is_near(position.value)
    }

    fn is_ours(&self, file: HirFileId) -> bool {
        file.original_file(self.db).file_id(self.db) == self.file
    }
}

/// Whether there is code in an item. Its signature knows, too, but to lower that is not done here.
fn has_code(db: &dyn HirDatabase, body: DefWithBodyId) -> bool {
    match body {
        DefWithBodyId::FunctionId(it) => it.lookup(db).source(db).value.body().is_some(),
        DefWithBodyId::ConstId(it) => it.lookup(db).source(db).value.body().is_some(),
        DefWithBodyId::StaticId(it) => it.lookup(db).source(db).value.body().is_some(),
        DefWithBodyId::VariantId(it) => it.lookup(db).source(db).value.const_arg().is_some(),
    }
}

/// Whether there can be other items with bodies in the code of one: the words that they begin with.
fn declares_bodies(item: &str) -> bool {
    let code = item.split_once(['{', '=']).map_or("", |(_, code)| code);
    let words = ["fn", "const", "static", "enum"];
    words.iter().any(|word| code.contains(word))
}

/// Whether what a crate has of this code can depend on how the crate is built.
fn has_conditions(code: &str) -> bool {
    code.contains("cfg")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::{Options, Project, StdChoice};

    fn listed(text: &str) -> Vec<String> {
        let project = Project::from_text("demo.rs", text, &Options::default()).expect("opens");
        let snapshot = project.snapshot();
        let file = project.sources()[0];
        let db = snapshot.db();
        let describe = |body| {
            let range = range(db, body).expect("written in the file");
            let code = &text[range.start as usize..range.end as usize];
            format!(
                "{} | {}",
                name(db, body),
                code.split_whitespace().next().unwrap_or("")
            )
        };
        bodies(db, file, Span::ALL)
            .into_iter()
            .map(describe)
            .collect()
    }

    #[test]
    fn all_kinds_of_items_in_source_order() {
        let text = "
            struct P;
            const N: usize = 1;
            enum E { A = 1, B }
            impl P { /// doc
                #[inline] pub fn get(&self) {} const X: i32 = 3; }
            impl Iterator for P { type Item = u8; fn next(&mut self) -> Option<u8> { None } }
            trait T { fn required(&self); fn provided(&self) {} }
            impl<X> T for Vec<X> { fn required(&self) {} }
            impl T for (u8, &str) { fn required(&self) {} }
            mod inner { pub static S: u8 = 0; }
            const _: () = ();
            extern \"C\" { fn foreign(); }
        ";
        assert_eq!(
            listed(text),
            [
                "demo::N | const",
                "demo::E::A | A",
                "demo::P::get | pub",
                "demo::P::X | const",
                "demo::<P as Iterator>::next | fn",
                "demo::T::provided | fn",
                "demo::<Vec as T>::required | fn",
                "demo::<(u8, &str) as T>::required | fn",
                "demo::inner::S | pub",
                "demo::_ | const",
            ]
        );
    }

    #[test]
    fn items_inside_bodies() {
        let text = "
            fn outer() {
                struct In;
                impl In { fn method() { fn deep() {} } }
                if true { const C: u8 = { fn in_const() {} 1 }; }
            }
        ";
        assert_eq!(
            listed(text),
            [
                "demo::outer | fn",
                "demo::outer::In::method | fn",
                "demo::outer::method::deep | fn",
                "demo::outer::C | const",
                "demo::outer::C::in_const | fn",
            ]
        );
    }

    #[test]
    fn items_inside_bodies_that_only_tests_have() {
        let text = "
            fn outer() {
                #[cfg(test)] fn tested() {}
                #[cfg(not(test))] fn untested() {}
            }
        ";
        let package = tempfile::tempdir().expect("a directory");
        let manifest = "[package]\nname = \"demo\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";
        std::fs::write(package.path().join("Cargo.toml"), manifest).expect("written");
        std::fs::create_dir(package.path().join("src")).expect("made");
        std::fs::write(package.path().join("src/lib.rs"), text).expect("written");
        let options = Options {
            std: StdChoice::Model,
            ..Options::default()
        };
        let project = Project::open(package.path(), &options, &mut |_| ()).expect("opens");
        let file = project
            .file(&package.path().join("src/lib.rs"))
            .expect("is there");
        let snapshot = project.snapshot();
        let db = snapshot.db();
        let names: Vec<String> = bodies(db, file, Span::ALL)
            .into_iter()
            .map(|it| name(db, it))
            .collect();
        assert_eq!(
            names,
            [
                "demo::outer",
                "demo::outer::tested",
                "demo::outer::untested"
            ]
        );
    }

    #[test]
    fn bodies_of_a_range() {
        let text = "fn a() {}\nfn b() { fn c() {} }\nfn d() {}\n";
        let project = Project::from_text("demo.rs", text, &Options::default()).expect("opens");
        let snapshot = project.snapshot();
        let (db, file) = (snapshot.db(), project.sources()[0]);
        let names = |start, end| -> Vec<String> {
            let bodies = bodies(db, file, Span { start, end });
            bodies.into_iter().map(|it| name(db, it)).collect()
        };
        assert_eq!(names(0, 9), ["demo::a"]);
        assert_eq!(names(12, 12), ["demo::b"]);
        assert_eq!(names(20, 40), ["demo::b", "demo::b::c", "demo::d"]);
    }

    #[test]
    fn generated_items_are_left_out() {
        let text = "
            #[derive(Clone)] struct S(u8);
            macro_rules! make { ($n:ident) => { fn $n() {} } }
            make!(generated);
            fn written() {}
        ";
        assert_eq!(listed(text), ["demo::written | fn"]);
    }
}
