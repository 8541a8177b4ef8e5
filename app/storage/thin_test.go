package storage

import "testing"

// A day of typing, then months: what stays grows slowly and keeps its ends.
func TestThin(t *testing.T) {
	var versions []Version
	now := 200 * day
	for i := range 3000 {
		versions = append(versions, Version{ID: i + 1, At: now - Millis(3000-i)*(200*day/3000), Kind: Auto})
	}
	for i := range 200 {
		versions = append(versions, Version{ID: 3001 + i, At: now - Millis(200-i)*minute, Kind: Auto})
	}
	versions[1500].Kind = Named
	dropped := map[int]bool{}
	for _, id := range Thin(versions, now) {
		dropped[id] = true
	}
	kept := len(versions) - len(dropped)
	if dropped[1] || dropped[3200] || dropped[versions[1500].ID] {
		t.Error("the first, the newest or a named version was dropped")
	}
	for id := 3191; id <= 3200; id++ {
		if dropped[id] {
			t.Errorf("version %d is less than ten minutes old and was dropped", id)
		}
	}
	if kept < 200 || kept > 480 {
		t.Errorf("%d versions kept of %d", kept, len(versions))
	}
	var rest []Version
	for _, v := range versions {
		if !dropped[v.ID] {
			rest = append(rest, v)
		}
	}
	if again := Thin(rest, now); len(again) != 0 {
		t.Errorf("thinning twice drops %d more", len(again))
	}
	if got := Thin([]Version{{ID: 1, At: now + day}, {ID: 2, At: now + day}, {ID: 3, At: now + day}}, now); len(got) > 1 {
		t.Errorf("versions from a clock ahead: %v dropped", got)
	}
}
