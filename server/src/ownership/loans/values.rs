//! The points and universal regions that each region contains (`rustc_borrowck::region_infer`).
//!
//! Regions that outlive each other are equal: they form one component. Components are computed after those
//! that they outlive, so that each is a union of finished ones.

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

/// What every region contains.
#[derive(Debug)]
pub(super) struct Values {
    component: Vec<u32>,
    points: Vec<Intervals>,
    /// Universal regions of which the component contains the end, ascending.
    universal: Vec<Vec<RegionId>>,
}

impl Values {
    /// `live` are the points at which each region is live by itself.
    pub(super) fn new(regions: &Regions, edges: &Edges, live: &[Intervals], points: u32) -> Values {
        let Components { of_region, members } = components(regions, edges);
        let (mut all_points, mut all_universal): (Vec<Intervals>, Vec<Vec<RegionId>>) =
            Default::default();
        let mut outlived = Vec::new();
        for members in members.chunk_by(|&a, &b| of_region[a as usize] == of_region[b as usize]) {
            outlived.clear();
            let mut universal = Vec::new();
            for &region in members {
                if (region as usize) < regions.universal.len() {
                    universal.push(RegionId(region));
                }
                let demands = edges.of(region).iter();
                let subs = demands.map(|&it| regions.outlives[it as usize].sub);
                outlived.extend(subs.map(|it| of_region[it.index()] as usize));
            }
            outlived.sort_unstable();
            outlived.dedup();
            // What has no value yet is the component itself.
            outlived.retain(|&it| it < all_points.len());
            for &other in &outlived {
                universal.extend(&all_universal[other]);
            }
            universal.sort_unstable();
            universal.dedup();
            let mut contained = Intervals::default();
            if universal.is_empty() {
                members
                    .iter()
                    .for_each(|&it| contained.union(&live[it as usize]));
                outlived
                    .iter()
                    .for_each(|&it| contained.union(&all_points[it]));
            } else {
                contained.insert(0..points);
            }
            all_points.push(contained);
            all_universal.push(universal);
        }
        Values {
            component: of_region,
            points: all_points,
            universal: all_universal,
        }
    }

    /// The points that a region contains.
    pub(super) fn points(&self, region: RegionId) -> &Intervals {
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
