package storage

import "sort"

// This file thins automatic versions: all of the last ten minutes, then the
// last one of each ten minutes for a day, of each hour for a week, of each day
// for ninety days, of each thirty days beyond. Versions that someone asked for,
// the first and the newest stay for ever.

const (
	minute Millis = 60_000
	hour          = 60 * minute
	day           = 24 * hour
)

var steps = []struct{ age, every Millis }{
	{10 * minute, 1},
	{day, 10 * minute},
	{7 * day, hour},
	{90 * day, day},
	{1 << 62, 30 * day},
}

// Thin gives the IDs of the versions of one document that may go at that time.
func Thin(versions []Version, now Millis) []int {
	sorted := append([]Version(nil), versions...)
	sort.SliceStable(sorted, func(i, j int) bool { return sorted[i].ID > sorted[j].ID })
	type slot struct{ step, n Millis }
	kept := map[slot]bool{}
	var drop []int
	for i, v := range sorted {
		if v.Kind != Auto || i == 0 || i == len(sorted)-1 {
			continue
		}
		s := slot{}
		for k, step := range steps {
			if now-v.At < step.age { // a time in the future (a clock set back) is recent
				s = slot{Millis(k), v.At / step.every}
				break
			}
		}
		if kept[s] {
			drop = append(drop, v.ID)
		}
		kept[s] = true
	}
	return drop
}
