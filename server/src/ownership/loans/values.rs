//! The points and universal regions that each region contains (`rustc_borrowck::region_infer`).
//!
//! Regions that outlive each other are equal: they form one component. Components are computed after those
//! that they outlive, so that each is a union of finished ones.

use std::rc::Rc;

use crate::flow::graph::regions::{Outlives, RegionId, Regions};

use super::intervals::Intervals;

/// The edges of the constraint graph, by the region at one of their ends.
#[derive(Debug)]
pub(super) struct Edges {
    /// Where the edges of each region begin in `targets`, and their number.
    starts: Vec<u32>,
    /// Indices into [`Regions::outlives`].
    constraints: Vec<u32>,
}

impl Edges {
    /// By the region that has to last longer.
    pub(super) fn of_longer(regions: &Regions) -> Edges {
        Edges::new(regions, |it| it.sup)
    }

    /// By the region that another has to last as long as.
    pub(super) fn of_shorter(regions: &Regions) -> Edges {
        Edges::new(regions, |it| it.sub)
    }

    fn new(regions: &Regions, end: impl Fn(&Outlives) -> RegionId) -> Edges {
        let mut starts = vec![0u32; regions.count as usize + 1];
        for constraint in &regions.outlives {
            starts[end(constraint).index() + 1] += 1;
        }
        for index in 1..starts.len() {
            starts[index] += starts[index - 1];
        }
        let mut next = starts.clone();
        let mut constraints = vec![0; regions.outlives.len()];
        for (index, constraint) in regions.outlives.iter().enumerate() {
            let slot = &mut next[end(constraint).index()];
            constraints[*slot as usize] = index as u32;
            *slot += 1;
        }
        Edges {
            starts,
            constraints,
        }
    }

    /// The constraints at whose end a region stands, as indices.
    pub(super) fn of(&self, region: u32) -> &[u32] {
        let range = self.starts[region as usize]..self.starts[region as usize + 1];
        &self.constraints[range.start as usize..range.end as usize]
    }
}

/// The points that one component contains.
///
/// Regions that outlive a long one contain nearly the same points: they share the long one's and have few of their own.
#[derive(Debug, Clone, Default)]
pub(super) struct Value {
    shared: Option<Rc<Intervals>>,
    own: Intervals,
}

/// How many ranges a component has of its own at most.
const MOST_OWN: usize = 32;

impl Value {
    /// The points in one of the sets.
    fn union<'a>(live: impl Iterator<Item = &'a Intervals>, others: &[&Value]) -> Value {
        let shared = others.iter().filter_map(|it| it.shared.as_ref());
        let shared = shared.max_by_key(|it| it.ranges().len()).cloned();
        let is_shared = |it: &Rc<Intervals>| shared.as_ref().is_some_and(|of| Rc::ptr_eq(it, of));
        let mut own = Intervals::default();
        live.for_each(|it| own.union(it));
        for other in others {
            own.union(&other.own);
            if let Some(more) = other.shared.as_ref().filter(|it| !is_shared(it)) {
                own.union(more);
            }
        }
        if let Some(shared) = &shared {
            own.retain(|it| !shared.covers(it));
        }
        if own.ranges().len() <= MOST_OWN {
            return Value { shared, own };
        }
        if let Some(shared) = shared {
            own.union(&shared);
        }
        Value {
            shared: Some(Rc::new(own)),
            own: Intervals::default(),
        }
    }

    /// The end of the points from `from` on that it contains without a gap; `None` if it does not contain `from`.
    pub(super) fn end_from(&self, from: u32) -> Option<u32> {
        let mut end = from;
        let shared = |at| self.shared.as_ref()?.around(at);
        while let Some(range) = self.own.around(end).or_else(|| shared(end)) {
            end = range.end;
        }
        (end > from).then_some(end)
    }
}

/// What every region contains.
#[derive(Debug)]
pub(super) struct Values {
    component: Vec<u32>,
    points: Vec<Value>,
    /// Universal regions of which the component contains the end, ascending.
    universal: Vec<Vec<RegionId>>,
}

impl Values {
    /// `live` are the points at which each region is live by itself.
    pub(super) fn new(regions: &Regions, edges: &Edges, live: &[Intervals], points: u32) -> Values {
        let Components { of_region, members } = components(regions, edges);
        let everywhere = Value {
            shared: Some(Rc::new(Intervals::of(0..points))),
            own: Intervals::default(),
        };
        let mut all_points: Vec<Value> = Vec::new();
        let mut all_universal: Vec<Vec<RegionId>> = Vec::new();
        for members in members.chunk_by(|&a, &b| of_region[a as usize] == of_region[b as usize]) {
            let demands = members.iter().flat_map(|&it| edges.of(it));
            let subs = demands.map(|&it| regions.outlives[it as usize].sub);
            let mut outlived: Vec<usize> = subs.map(|it| of_region[it.index()] as usize).collect();
            outlived.sort_unstable();
            outlived.dedup();
            // What has no value yet is the component itself.
            outlived.retain(|&it| it < all_points.len());
            let own = members.iter().copied().map(RegionId);
            let mut universal: Vec<RegionId> = own
                .filter(|it| it.index() < regions.universal.len())
                .collect();
            universal.extend(outlived.iter().flat_map(|&it| &all_universal[it]));
            universal.sort_unstable();
            universal.dedup();
            all_points.push(match universal.is_empty() {
                true => {
                    let live = members.iter().map(|&it| &live[it as usize]);
                    let others: Vec<&Value> = outlived.iter().map(|&it| &all_points[it]).collect();
                    Value::union(live, &others)
                }
                false => everywhere.clone(),
            });
            all_universal.push(universal);
        }
        Values {
            component: of_region,
            points: all_points,
            universal: all_universal,
        }
    }

    /// The points that a region contains.
    pub(super) fn points(&self, region: RegionId) -> &Value {
        &self.points[self.component[region.index()] as usize]
    }

    /// The universal regions that a region has to outlive.
    pub(super) fn universal(&self, region: RegionId) -> &[RegionId] {
        &self.universal[self.component[region.index()] as usize]
    }
}

/// The strongly connected components of the constraint graph. A component's number is greater than those of all that
/// it leads to.
struct Components {
    of_region: Vec<u32>,
    /// The members of each, one component after another.
    members: Vec<u32>,
}

/// Finds the components after Tarjan, without recursion.
fn components(regions: &Regions, edges: &Edges) -> Components {
    const UNSEEN: u32 = u32::MAX;
    let count = regions.count as usize;
    let mut component = vec![UNSEEN; count];
    let mut order = vec![UNSEEN; count];
    let mut low = vec![0u32; count];
    let mut members: Vec<u32> = Vec::with_capacity(count);
    let mut found = 0;
    let mut open: Vec<u32> = Vec::new();
    let mut path: Vec<(u32, usize)> = Vec::new();
    let mut next = 0;
    for root in 0..count as u32 {
        if order[root as usize] != UNSEEN {
            continue;
        }
        path.push((root, 0));
        while let Some(&mut (region, ref mut edge)) = path.last_mut() {
            let at = region as usize;
            if *edge == 0 && order[at] == UNSEEN {
                order[at] = next;
                low[at] = next;
                next += 1;
                open.push(region);
            }
            if let Some(&constraint) = edges.of(region).get(*edge) {
                *edge += 1;
                let target = regions.outlives[constraint as usize].sub.index();
                if order[target] == UNSEEN {
                    path.push((target as u32, 0));
                } else if component[target] == UNSEEN {
                    low[at] = low[at].min(order[target]);
                }
                continue;
            }
            path.pop();
            if let Some(&(parent, _)) = path.last() {
                low[parent as usize] = low[parent as usize].min(low[at]);
            }
            if low[at] == order[at] {
                let from = open.iter().rposition(|&it| it == region).unwrap_or(0);
                for member in open.drain(from..) {
                    component[member as usize] = found;
                    members.push(member);
                }
                found += 1;
            }
        }
    }
    Components {
        of_region: component,
        members,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_outlives_a_long_region_shares_its_points() {
        let mut scattered = Intervals::default();
        (0..40).for_each(|it| scattered.insert(it * 4..it * 4 + 2));
        let long = Value::union([&scattered].into_iter(), &[]);
        let more = Value::union([&Intervals::of(2..4)].into_iter(), &[&long]);
        let shared = long.shared.as_ref().zip(more.shared.as_ref());
        assert!(shared.is_some_and(|(one, other)| Rc::ptr_eq(one, other)));
        let ends = |value: &Value| [0, 2, 6].map(|it| value.end_from(it));
        assert_eq!(ends(&long), [Some(2), None, None]);
        assert_eq!(ends(&more), [Some(6), Some(6), None]);
    }
}
