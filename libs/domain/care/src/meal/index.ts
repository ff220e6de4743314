export * from './meal-booking.js';
export {
  decide as decideMeal,
  MEAL_BOOKERS,
  MEAL_TABLE,
  mealActions,
  mealSubsidy,
  type MealDecided,
} from './decide.js';
export { evolve as evolveMeal } from './evolve.js';
