package check

import (
	"os"
	"sort"
	"strings"
	"testing"
)

// TestDSFRClasses: the list is that of the style sheets of the pinned package.
func TestDSFRClasses(t *testing.T) {
	const dist = "../../web/node_modules/@gouvfr/dsfr/dist/"
	var css string
	for _, name := range []string{"dsfr.css", "utility/utility.css"} {
		data, err := os.ReadFile(dist + name)
		if err != nil {
			t.Skip("the design system is not installed: ", err)
		}
		css += string(data)
	}
	seen := map[string]bool{"fr-responsive-img": true}
	for i := strings.Index(css, ".fr-"); i >= 0; {
		j := i + 1
		for j < len(css) && (css[j] == '-' || css[j] == '_' || css[j] >= '0' && css[j] <= '9' || css[j] >= 'a' && css[j] <= 'z' || css[j] >= 'A' && css[j] <= 'Z') {
			j++
		}
		if class := css[i+1 : j]; !strings.HasPrefix(class, "fr-icon-") && !strings.HasPrefix(class, "fr-fi-") && !spacing(class) {
			seen[class] = true
		}
		next := strings.Index(css[j:], ".fr-")
		if next < 0 {
			break
		}
		i = j + next
	}
	names := make([]string, 0, len(seen))
	for c := range seen {
		names = append(names, c)
	}
	sort.Strings(names)
	got := strings.Join(names, "\n") + "\n"
	if *update {
		if err := os.WriteFile("dsfr_classes.txt", []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if got != dsfrClassList {
		t.Error("dsfr_classes.txt is stale: run go test ./app/check -run DSFRClasses -update")
	}
}
