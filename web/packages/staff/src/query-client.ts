import { QueryClient } from "@tanstack/react-query";
import { isProblem } from "@atelier/api";

/** Reads are repeated twice when that may help. Nothing is kept long: staff look at what is so now. */
export const staffQueryClient = () => new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      refetchOnWindowFocus: false,
      retry: (failures, error) => failures < 2 && isProblem(error) && error.isTemporary,
      retryDelay: (attempt) => 400 * 2 ** attempt,
      // A till in a cellar: ask anyway, and say when no answer came.
      networkMode: "always",
    },
    mutations: { networkMode: "always" },
  },
});
