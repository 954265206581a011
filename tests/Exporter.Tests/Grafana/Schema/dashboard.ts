// What a dashboard of ours may hold: Grafana's own types, narrowed to the panels and settings that we use. make.mjs writes dashboard.schema.json from it.
import type * as common from '@grafana/schema';
import type * as d from '@grafana/schema/dist/types/raw/dashboard/x/types.gen';
import type * as bargauge from '@grafana/schema/dist/types/raw/composable/bargauge/panelcfg/x/types.gen';
import type * as heatmap from '@grafana/schema/dist/types/raw/composable/heatmap/panelcfg/x/types.gen';
import type * as stat from '@grafana/schema/dist/types/raw/composable/stat/panelcfg/x/types.gen';
import type * as statetimeline from '@grafana/schema/dist/types/raw/composable/statetimeline/panelcfg/x/types.gen';
import type * as table from '@grafana/schema/dist/types/raw/composable/table/panelcfg/x/types.gen';
import type * as timeseries from '@grafana/schema/dist/types/raw/composable/timeseries/panelcfg/x/types.gen';

type ChosenDataSource = { type: 'prometheus'; uid: '${datasource}' };
type DataLink = { title: string; url: string; targetBlank: boolean };
type Named = { [name: string]: boolean };

interface Target {
  datasource: ChosenDataSource;
  editorMode: 'code';
  expr: string;
  format: 'time_series' | 'table' | 'heatmap';
  instant: boolean;
  range: boolean;
  legendFormat: string;
  refId: string;
}

type Transformation =
  | { id: 'merge'; options: {} }
  | {
      id: 'organize';
      options: { excludeByName: {}; includeByName: Named; indexByName: { [name: string]: number }; renameByName: { [name: string]: string } };
    };

interface Override {
  matcher: { id: 'byName'; options: string };
  properties: Array<
    | { id: 'unit'; value: string }
    | { id: 'mappings'; value: d.ValueMapping[] }
    | { id: 'thresholds'; value: d.ThresholdsConfig }
    | { id: 'links'; value: DataLink[] }
    | { id: 'custom.width'; value: number }
    | { id: 'custom.cellOptions'; value: common.TableCellOptions }
    | { id: 'custom.hideFrom'; value: common.HideSeriesConfig }
  >;
}

type Of<Type extends string, Options, Custom> = Required<Pick<d.Panel, 'id' | 'title' | 'description' | 'gridPos' | 'pluginVersion'>> &
  Pick<d.Panel, 'interval'> & {
    type: Type;
    datasource: ChosenDataSource;
    targets: Target[];
    options: Options;
    fieldConfig: { defaults: Omit<d.FieldConfig, 'custom' | 'links' | 'actions'> & { custom?: Custom }; overrides: Override[] };
    transformations?: Transformation[];
    links?: DataLink[];
  };

type Panel =
  | Of<'stat', Partial<stat.Options>, {}>
  | Of<'timeseries', Partial<timeseries.Options>, timeseries.FieldConfig>
  | Of<'bargauge', Partial<bargauge.Options>, {}>
  | Of<'table', Partial<table.Options>, Partial<table.FieldConfig>>
  | Of<'state-timeline', Partial<statetimeline.Options>, statetimeline.FieldConfig>
  | Of<'heatmap', Partial<heatmap.Options>, heatmap.FieldConfig>;

type Row = Omit<d.RowPanel, 'panels' | 'datasource'> & { panels: [] };

type Variable = Omit<d.VariableModel, 'query'> & {
  definition?: string;
  query: 'prometheus' | { query: string; qryType: 1 | 3; refId: string };
};

export type Dashboard = Omit<d.Dashboard, 'panels' | 'snapshot' | 'templating' | 'annotations'> &
  Required<Pick<d.Dashboard, 'uid' | 'title' | 'description'>> & {
    annotations: { list: [] };
    templating: { list: Variable[] };
    panels: Array<Panel | Row>;
  };
