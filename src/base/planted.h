// Bugs on purpose: the simulation must catch each of them (tests/simulation). Off, and not to be had, in every program but the simulation's
// own: they are compiled in where a target defines ATELIER_SIMULATION and one of the switches below, and nowhere else.
#pragma once

#if (defined(ATELIER_PLANT_SKIP_DEDUP) || defined(ATELIER_PLANT_UNCONDITIONAL_STOCK_WRITE) || defined(ATELIER_PLANT_NO_FENCING) || \
     defined(ATELIER_PLANT_EFFECT_FORGOTTEN) || defined(ATELIER_PLANT_BOTH_REGIONS)) &&    \
    !defined(ATELIER_SIMULATION)
#error "planted bugs belong into the simulation's programs only"
#endif

namespace atelier::planted {

// A repeated sale or checkout is not recognised by its key.
#ifdef ATELIER_PLANT_SKIP_DEDUP
inline constexpr bool kSkipDedup = true;
#else
inline constexpr bool kSkipDedup = false;
#endif

// Stock is taken without the condition that it is there.
#ifdef ATELIER_PLANT_UNCONDITIONAL_STOCK_WRITE
inline constexpr bool kUnconditionalStockWrite = true;
#else
inline constexpr bool kUnconditionalStockWrite = false;
#endif

// Commits do not ask whether their region was taken over.
#ifdef ATELIER_PLANT_NO_FENCING
inline constexpr bool kNoFencing = true;
#else
inline constexpr bool kNoFencing = false;
#endif

// An effect that fails is given up.
#ifdef ATELIER_PLANT_EFFECT_FORGOTTEN
inline constexpr bool kEffectForgotten = true;
#else
inline constexpr bool kEffectForgotten = false;
#endif

// A relay does the other region's effects, too.
#ifdef ATELIER_PLANT_BOTH_REGIONS
inline constexpr bool kBothRegions = true;
#else
inline constexpr bool kBothRegions = false;
#endif

}  // namespace atelier::planted
