//! A standard library as a table of what it offers.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};

use ra_ap_base_db::{CrateOrigin, LangCrateOrigin, all_crates};
use ra_ap_hir::{
    Adt, AsAssocItem, AssocItem, AssocItemContainer, Crate, DisplayTarget, Function, GenericDef,
    GenericParam, HasVisibility, HirDisplay, Impl, Module, ModuleDef, ScopeDef, Trait, Type,
    TypeAlias,
};
use ra_ap_hir_ty::db::HirDatabase;

use super::text::{Names, canonical};

/// What a library says about each thing that has a key: all its signatures under this key.
pub(super) type Table = BTreeMap<String, BTreeSet<String>>;

/// See the module.
pub(super) struct Library<'db> {
    db: &'db dyn HirDatabase,
    target: DisplayTarget,
    crates: Vec<Crate>,
    /// What programs can name, by path.
    pub(super) paths: BTreeMap<String, Vec<ModuleDef>>,
    keys: HashMap<ModuleDef, String>,
}

impl<'db> Library<'db> {
    /// Reads the library in a database, as a program can name it.
    pub(super) fn new(db: &'db dyn HirDatabase, program: Module) -> Library<'db> {
        let origins = [
            LangCrateOrigin::Std,
            LangCrateOrigin::Alloc,
            LangCrateOrigin::Core,
        ];
        let all = all_crates(db);
        let find = |origin| {
            let mut all = all.iter().copied();
            all.find(|krate| krate.data(db).origin == CrateOrigin::Lang(origin))
        };
        let crates: Vec<_> = origins.into_iter().filter_map(find).collect();
        let paths = paths(db, program, crates.iter().map(|&krate| Crate::from(krate)));
        Library {
            db,
            target: DisplayTarget::from_crate(db, crates[0]),
            crates: crates.into_iter().map(Crate::from).collect(),
            paths,
            keys: HashMap::new(),
        }
    }

    /// Gives types and traits the first path that both libraries have as their key.
    pub(super) fn pair(&mut self, other: &mut Library<'_>) {
        let keyed = |def: &ModuleDef| matches!(def, ModuleDef::Adt(_) | ModuleDef::Trait(_));
        let (std, rest): (Vec<_>, Vec<_>) = self
            .paths
            .iter()
            .partition(|(path, _)| path.starts_with("std::"));
        for (path, defs) in std.into_iter().chain(rest) {
            let Some(others) = other.paths.get(path) else {
                continue;
            };
            let mine = defs.iter().find(|def| keyed(def));
            let theirs = others.iter().find(|def| keyed(def));
            if let (Some(&mine), Some(&theirs)) = (mine, theirs)
                && !self.keys.contains_key(&mine)
                && !other.keys.contains_key(&theirs)
            {
                self.keys.insert(mine, path.clone());
                other.keys.insert(theirs, path.clone());
            }
        }
    }

    /// Paths of the types that both libraries have, with the type.
    pub(super) fn types(&self) -> BTreeMap<String, Adt> {
        let types = self.keys.iter().filter_map(|(def, path)| match def {
            ModuleDef::Adt(adt) => Some((path.clone(), *adt)),
            _ => None,
        });
        types.collect()
    }

    /// Everything that is compared.
    pub(super) fn table(&self) -> Table {
        let mut table = Table::new();
        for (path, defs) in &self.paths {
            for &def in defs {
                self.add_item(&mut table, path, def);
            }
        }
        for krate in &self.crates {
            for it in Impl::all_in_crate(self.db, *krate) {
                self.add_impl(&mut table, it);
            }
        }
        table
    }

    fn add_item(&self, table: &mut Table, path: &str, def: ModuleDef) {
        let db = self.db;
        let (kind, text) = match def {
            ModuleDef::Function(it) => ("function", self.function(it)),
            ModuleDef::Const(it) => ("constant", self.show(&it.ty(db))),
            ModuleDef::Static(it) => ("static", self.show(&it.ty(db))),
            ModuleDef::TypeAlias(it) => {
                let names = self.names([GenericDef::TypeAlias(it)]);
                ("alias", canonical(&self.show(&it.ty(db)), &names))
            }
            ModuleDef::Macro(_) => ("macro", String::new()),
            ModuleDef::Module(_) => ("module", String::new()),
            ModuleDef::Trait(it) => {
                if self.keys.get(&def).is_some_and(|key| key == path) {
                    self.add_trait(table, path, it);
                }
                ("trait", String::new())
            }
            ModuleDef::Adt(it) => {
                if self.keys.get(&def).is_some_and(|key| key == path) {
                    self.add_fields(table, path, it);
                }
                ("type", self.parameters(it))
            }
            ModuleDef::EnumVariant(_) | ModuleDef::BuiltinType(_) => return,
        };
        add(table, format!("{kind} {path}"), text);
    }

    /// The number of lifetime, type and constant parameters.
    fn parameters(&self, adt: Adt) -> String {
        let allocators = self.names([GenericDef::Adt(adt)]).allocators;
        let mut counts = [0; 3];
        for param in GenericDef::Adt(adt).params(self.db) {
            let name = param.name(self.db).as_str().to_owned();
            let kind = match param {
                GenericParam::LifetimeParam(_) => 0,
                GenericParam::TypeParam(_) => 1,
                GenericParam::ConstParam(_) => 2,
            };
            counts[kind] += usize::from(!allocators.contains(&name));
        }
        format!("{counts:?}")
    }

    /// Public fields, and variants with their fields.
    fn add_fields(&self, table: &mut Table, path: &str, adt: Adt) {
        let db = self.db;
        let names = self.names([GenericDef::Adt(adt)]);
        let (fields, variants) = match adt {
            Adt::Struct(it) => (it.fields(db), Vec::new()),
            Adt::Union(it) => (it.fields(db), Vec::new()),
            Adt::Enum(it) => (Vec::new(), it.variants(db)),
        };
        let public = |it: &ra_ap_hir::Field| it.visibility(db) == ra_ap_hir::Visibility::Public;
        for field in fields.into_iter().filter(public) {
            let key = format!("field {path}::{}", field.name(db).as_str());
            let ty = field.ty(db);
            add(table, key, canonical(&self.show(&ty), &names));
        }
        for variant in variants {
            let types = variant.fields(db).into_iter().map(|it| {
                let ty = self.show(&it.ty(db));
                format!("{}: {ty}", it.name(db).as_str())
            });
            let text = types.collect::<Vec<_>>().join(", ");
            let key = format!("variant {path}::{}", variant.name(db).as_str());
            add(table, key, canonical(&text, &names));
        }
    }

    fn add_trait(&self, table: &mut Table, path: &str, it: Trait) {
        for item in it.items(self.db) {
            match item {
                AssocItem::Function(function) => {
                    let key = format!("method {path}::{}", function.name(self.db).as_str());
                    let provided = if function.has_body(self.db) {
                        "provided "
                    } else {
                        ""
                    };
                    add(table, key, format!("{provided}{}", self.function(function)));
                }
                AssocItem::TypeAlias(alias) => {
                    let name = alias.name(self.db);
                    add(
                        table,
                        format!("associated type {path}::{}", name.as_str()),
                        String::new(),
                    );
                }
                AssocItem::Const(_) => {}
            }
        }
    }

    fn add_impl(&self, table: &mut Table, it: Impl) {
        let db = self.db;
        let self_ty = it.self_ty(db);
        let Some(head) = self.head(&self_ty) else {
            return;
        };
        match it.trait_(db) {
            Some(of) => {
                if let Some(path) = self.keys.get(&ModuleDef::Trait(of)) {
                    add(
                        table,
                        format!("impl {path} for {head}"),
                        self.implementation(it, of),
                    );
                }
            }
            None if it.trait_ref(db).is_none() => {
                for item in it.items(db) {
                    self.add_inherent(table, &head, &self_ty, item);
                }
            }
            None => {}
        }
    }

    fn add_inherent(&self, table: &mut Table, head: &str, self_ty: &Type<'_>, item: AssocItem) {
        let db = self.db;
        match item {
            AssocItem::Function(function) if visible(db, &function) => {
                let key = format!("method {head}::{}", function.name(db).as_str());
                let names = self.names_of(function);
                let text = format!(
                    "for {}: {}",
                    self.show(self_ty),
                    self.raw_function(function)
                );
                add(table, key, canonical(&text, &names));
            }
            AssocItem::Const(constant) if visible(db, &constant) => {
                let name = constant.name(db).map(|it| it.as_str().to_owned());
                let key = format!("constant {head}::{}", name.unwrap_or_default());
                let text = format!(
                    "for {}: {}",
                    self.show(self_ty),
                    self.show(&constant.ty(db))
                );
                let container = constant.as_assoc_item(db).map(|it| it.container(db));
                let names = self.names(container.map(generic));
                add(table, key, canonical(&text, &names));
            }
            _ => {}
        }
    }

    /// `Trait<Arguments> for Type { associated types }`.
    fn implementation(&self, it: Impl, of: Trait) -> String {
        let db = self.db;
        let derived = ra_ap_hir_def::GenericDefId::try_from(GenericDef::Impl(it)).is_err();
        let mut names = match it.self_ty(db).as_adt() {
            Some(adt) if derived => self.names([GenericDef::Adt(adt)]),
            _ => self.names([GenericDef::Impl(it)]),
        };
        names.anonymous = true;
        let mut text = String::new();
        if it.is_negative(db) {
            text.push('!');
        }
        text.push_str(of.name(db).as_str());
        if let Some(trait_ref) = it.trait_ref(db) {
            let arguments = (1..).map_while(|index| trait_ref.get_type_argument(index));
            let arguments: Vec<_> = arguments.map(|it| self.show(&it)).collect();
            if !arguments.is_empty() {
                text.push_str(&format!("<{}>", arguments.join(", ")));
            }
        }
        text.push_str(&format!(" for {}", self.show(&it.self_ty(db))));
        if !derived {
            let mut types: Vec<_> = it
                .items(db)
                .into_iter()
                .filter_map(|it| self.associated(it))
                .collect();
            types.sort();
            text.push_str(&format!(" {{{}}}", types.join(", ")));
        } else {
            text.push_str(" {}");
        }
        canonical(&text, &names)
    }

    fn associated(&self, item: AssocItem) -> Option<String> {
        let AssocItem::TypeAlias(alias) = item else {
            return None;
        };
        let alias: TypeAlias = alias;
        let name = alias.name(self.db);
        Some(format!(
            "{} = {}",
            name.as_str(),
            self.show(&alias.ty(self.db))
        ))
    }

    fn function(&self, function: Function) -> String {
        canonical(&self.raw_function(function), &self.names_of(function))
    }

    fn raw_function(&self, function: Function) -> String {
        let db = self.db;
        let params = function.assoc_fn_params(db);
        let params: Vec<_> = params.iter().map(|it| self.show(it.ty())).collect();
        let method = if function.has_self_param(db) {
            "method"
        } else {
            "fn"
        };
        let safety = if function.is_unsafe(db) {
            "unsafe "
        } else {
            ""
        };
        let result = self.show(&function.ret_type(db));
        format!("{safety}{method}({}) -> {result}", params.join(", "))
    }

    fn names_of(&self, function: Function) -> Names {
        let container = function
            .as_assoc_item(self.db)
            .map(|it| it.container(self.db));
        let container = container.map(generic);
        self.names(
            [GenericDef::Function(function)]
                .into_iter()
                .chain(container),
        )
    }

    fn names(&self, defs: impl IntoIterator<Item = GenericDef>) -> Names {
        let db = self.db;
        let mut names = Names::default();
        for param in defs.into_iter().flat_map(|def| def.params(db)) {
            let name = param.name(db).as_str().to_owned();
            if let GenericParam::TypeParam(it) = param
                && it
                    .trait_bounds(db)
                    .iter()
                    .any(|of| of.name(db).as_str() == "Allocator")
            {
                names.allocators.insert(name.clone());
            }
            names.generic.insert(name);
        }
        names.generic.remove("Self");
        names
    }

    /// What a type is first of all; `None` for a type that only one of the libraries has.
    fn head(&self, ty: &Type<'_>) -> Option<String> {
        if let Some(adt) = ty.as_adt() {
            return self.keys.get(&ModuleDef::Adt(adt)).cloned();
        }
        Some(if ty.is_reference() {
            "&".to_owned()
        } else if ty.is_raw_ptr() {
            "*".to_owned()
        } else if ty.is_slice() || ty.is_array() {
            "[]".to_owned()
        } else if ty.is_tuple() {
            "()".to_owned()
        } else if let Some(of) = ty.as_dyn_trait() {
            format!("dyn {}", of.name(self.db).as_str())
        } else if ty.as_type_param(self.db).is_some() {
            "any".to_owned()
        } else {
            self.show(ty)
        })
    }

    fn show(&self, ty: &Type<'_>) -> String {
        ty.display(self.db, self.target).to_string()
    }
}

fn add(table: &mut Table, key: String, text: String) {
    table.entry(key).or_default().insert(text);
}

fn generic(container: AssocItemContainer) -> GenericDef {
    match container {
        AssocItemContainer::Trait(it) => GenericDef::Trait(it),
        AssocItemContainer::Impl(it) => GenericDef::Impl(it),
    }
}

fn visible(db: &dyn HirDatabase, item: &impl HasVisibility) -> bool {
    item.visibility(db) == ra_ap_hir::Visibility::Public
}

/// What is public in the crates, breadth first, each module by the first path that leads to it.
fn paths(
    db: &dyn HirDatabase,
    program: Module,
    crates: impl Iterator<Item = Crate>,
) -> BTreeMap<String, Vec<ModuleDef>> {
    let mut found: BTreeMap<String, Vec<ModuleDef>> = BTreeMap::new();
    for krate in crates {
        let root = krate.root_module(db);
        let name = krate.display_name(db).map(|it| it.to_string());
        let mut visited: HashSet<Module> = HashSet::from([root]);
        let mut queue = VecDeque::from([(name.unwrap_or_default(), root)]);
        while let Some((path, module)) = queue.pop_front() {
            let mut scope = module.scope(db, Some(program));
            scope.sort_by(|(a, _), (b, _)| a.as_str().cmp(b.as_str()));
            for (name, def) in scope {
                let ScopeDef::ModuleDef(def) = def else {
                    continue;
                };
                let path = format!("{path}::{}", name.as_str());
                if let ModuleDef::Module(module) = def
                    && visited.insert(module)
                {
                    queue.push_back((path.clone(), module));
                }
                found.entry(path).or_default().push(def);
            }
        }
    }
    found
}
