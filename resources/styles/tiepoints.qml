<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.0" styleCategories="Symbology|MapTips|CustomProperties">
 <renderer-v2 type="RuleRenderer" referencescale="-1" enableorderby="0" forceraster="0" symbollevels="0">
  <rules key="{6ce8fc1d-4319-4cc6-9db1-b99abf8ed929}">
   <rule filter="coalesce(&quot;enabled&quot;, true) AND coalesce(&quot;inlier&quot;, true)" label="Used, by residual" key="{a55fbf76-bf0a-4bb0-8cff-975662e1578d}">
    <rule filter="&quot;residual&quot; &lt;= 0.25" symbol="0" label="0 to 0.25 px" key="{7ef6fdf5-d00e-4125-9899-860a02fc63c8}"/>
    <rule filter="&quot;residual&quot; > 0.25 AND &quot;residual&quot; &lt;= 0.5" symbol="1" label="0.25 to 0.5 px" key="{c0e646df-5644-4b34-8513-c2efa5260de9}"/>
    <rule filter="&quot;residual&quot; > 0.5 AND &quot;residual&quot; &lt;= 1" symbol="2" label="0.5 to 1 px" key="{37d00242-2601-4de1-8734-7b65396a8f8a}"/>
    <rule filter="&quot;residual&quot; > 1 AND &quot;residual&quot; &lt;= 1.5" symbol="3" label="1 to 1.5 px" key="{6e94276e-da4e-441c-85ed-4b7038796dd7}"/>
    <rule filter="&quot;residual&quot; > 1.5" symbol="4" label="over 1.5 px" key="{02952e42-16e0-4caf-922e-8a417f1db28d}"/>
    <rule filter="&quot;residual&quot; IS NULL" symbol="5" label="residual unknown" key="{ac2c4c8d-4484-4da3-9698-c35556ecc0cc}"/>
   </rule>
   <rule filter="NOT (coalesce(&quot;enabled&quot;, true) AND coalesce(&quot;inlier&quot;, true))" symbol="6" label="Disabled or rejected" key="{d8fefab7-ea65-46fb-9831-393f19fb5f39}"/>
  </rules>
  <symbols>
   <symbol type="marker" force_rhr="0" clip_to_extent="1" alpha="1" name="0">
    <data_defined_properties>
     <Option type="Map">
      <Option type="QString" name="name" value=""/>
      <Option name="properties"/>
      <Option type="QString" name="type" value="collection"/>
     </Option>
    </data_defined_properties>
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="angle" value="0"/>
      <Option type="QString" name="cap_style" value="square"/>
      <Option type="QString" name="color" value="26,120,55,255"/>
      <Option type="QString" name="horizontal_anchor_point" value="1"/>
      <Option type="QString" name="joinstyle" value="bevel"/>
      <Option type="QString" name="name" value="circle"/>
      <Option type="QString" name="offset" value="0,0"/>
      <Option type="QString" name="offset_map_unit_scale" value="3x:0,0,0,0,0,0"/>
      <Option type="QString" name="offset_unit" value="MM"/>
      <Option type="QString" name="outline_color" value="255,255,255,255"/>
      <Option type="QString" name="outline_style" value="solid"/>
      <Option type="QString" name="outline_width" value="0.25"/>
      <Option type="QString" name="outline_width_map_unit_scale" value="3x:0,0,0,0,0,0"/>
      <Option type="QString" name="outline_width_unit" value="MM"/>
      <Option type="QString" name="scale_method" value="diameter"/>
      <Option type="QString" name="size" value="1.7"/>
      <Option type="QString" name="size_map_unit_scale" value="3x:0,0,0,0,0,0"/>
      <Option type="QString" name="size_unit" value="MM"/>
      <Option type="QString" name="vertical_anchor_point" value="1"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option type="QString" name="name" value=""/>
       <Option name="properties"/>
       <Option type="QString" name="type" value="collection"/>
      </Option>
     </data_defined_properties>
    </layer>
    <layer class="GeometryGenerator" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="SymbolType" value="Line"/>
      <Option type="QString" name="geometryModifier" value="make_line(make_point($x - &quot;dx&quot; * coalesce(@arrow_exaggeration, 1), $y - &quot;dy&quot; * coalesce(@arrow_exaggeration, 1)), $geometry)"/>
      <Option type="QString" name="units" value="MapUnit"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option type="QString" name="name" value=""/>
       <Option name="properties"/>
       <Option type="QString" name="type" value="collection"/>
      </Option>
     </data_defined_properties>
     <symbol type="line" force_rhr="0" clip_to_extent="1" alpha="1" name="@0@1">
      <data_defined_properties>
       <Option type="Map">
        <Option type="QString" name="name" value=""/>
        <Option name="properties"/>
        <Option type="QString" name="type" value="collection"/>
       </Option>
      </data_defined_properties>
      <layer class="ArrowLine" enabled="1" locked="0" pass="0">
       <Option type="Map">
        <Option type="QString" name="arrow_start_width" value="0.5"/>
        <Option type="QString" name="arrow_start_width_unit" value="MM"/>
        <Option type="QString" name="arrow_start_width_unit_scale" value="3x:0,0,0,0,0,0"/>
        <Option type="QString" name="arrow_type" value="0"/>
        <Option type="QString" name="arrow_width" value="0.5"/>
        <Option type="QString" name="arrow_width_unit" value="MM"/>
        <Option type="QString" name="arrow_width_unit_scale" value="3x:0,0,0,0,0,0"/>
        <Option type="QString" name="head_length" value="2.2"/>
        <Option type="QString" name="head_length_unit" value="MM"/>
        <Option type="QString" name="head_length_unit_scale" value="3x:0,0,0,0,0,0"/>
        <Option type="QString" name="head_thickness" value="1.21"/>
        <Option type="QString" name="head_thickness_unit" value="MM"/>
        <Option type="QString" name="head_thickness_unit_scale" value="3x:0,0,0,0,0,0"/>
        <Option type="QString" name="head_type" value="0"/>
        <Option type="QString" name="is_curved" value="0"/>
        <Option type="QString" name="is_repeated" value="0"/>
        <Option type="QString" name="offset" value="0"/>
        <Option type="QString" name="offset_unit" value="MM"/>
        <Option type="QString" name="offset_unit_scale" value="3x:0,0,0,0,0,0"/>
        <Option type="QString" name="ring_filter" value="0"/>
       </Option>
       <data_defined_properties>
        <Option type="Map">
         <Option type="QString" name="name" value=""/>
         <Option name="properties"/>
         <Option type="QString" name="type" value="collection"/>
        </Option>
       </data_defined_properties>
       <symbol type="fill" force_rhr="0" clip_to_extent="1" alpha="1" name="@@0@1@0">
        <data_defined_properties>
         <Option type="Map">
          <Option type="QString" name="name" value=""/>
          <Option name="properties"/>
          <Option type="QString" name="type" value="collection"/>
         </Option>
        </data_defined_properties>
        <layer class="SimpleFill" enabled="1" locked="0" pass="0">
         <Option type="Map">
          <Option type="QString" name="border_width_map_unit_scale" value="3x:0,0,0,0,0,0"/>
          <Option type="QString" name="color" value="26,120,55,255"/>
          <Option type="QString" name="joinstyle" value="bevel"/>
          <Option type="QString" name="offset" value="0,0"/>
          <Option type="QString" name="offset_map_unit_scale" value="3x:0,0,0,0,0,0"/>
          <Option type="QString" name="offset_unit" value="MM"/>
          <Option type="QString" name="outline_color" value="255,255,255,160"/>
          <Option type="QString" name="outline_style" value="solid"/>
          <Option type="QString" name="outline_width" value="0.08"/>
          <Option type="QString" name="outline_width_unit" value="MM"/>
          <Option type="QString" name="style" value="solid"/>
         </Option>
         <data_defined_properties>
          <Option type="Map">
           <Option type="QString" name="name" value=""/>
           <Option name="properties"/>
           <Option type="QString" name="type" value="collection"/>
          </Option>
         </data_defined_properties>
        </layer>
       </symbol>
      </layer>
     </symbol>
    </layer>
   </symbol>
   <symbol type="marker" force_rhr="0" clip_to_extent="1" alpha="1" name="1">
    <data_defined_properties>
     <Option type="Map">
      <Option type="QString" name="name" value=""/>
      <Option name="properties"/>
      <Option type="QString" name="type" value="collection"/>
     </Option>
    </data_defined_properties>
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="angle" value="0"/>
      <Option type="QString" name="cap_style" value="square"/>
      <Option type="QString" name="color" value="127,191,77,255"/>
      <Option type="QString" name="horizontal_anchor_point" value="1"/>
      <Option type="QString" name="joinstyle" value="bevel"/>
      <Option type="QString" name="name" value="circle"/>
      <Option type="QString" name="offset" value="0,0"/>
      <Option type="QString" name="offset_map_unit_scale" value="3x:0,0,0,0,0,0"/>
      <Option type="QString" name="offset_unit" value="MM"/>
      <Option type="QString" name="outline_color" value="255,255,255,255"/>
      <Option type="QString" name="outline_style" value="solid"/>
      <Option type="QString" name="outline_width" value="0.25"/>
      <Option type="QString" name="outline_width_map_unit_scale" value="3x:0,0,0,0,0,0"/>
      <Option type="QString" name="outline_width_unit" value="MM"/>
      <Option type="QString" name="scale_method" value="diameter"/>
      <Option type="QString" name="size" value="1.7"/>
      <Option type="QString" name="size_map_unit_scale" value="3x:0,0,0,0,0,0"/>
      <Option type="QString" name="size_unit" value="MM"/>
      <Option type="QString" name="vertical_anchor_point" value="1"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option type="QString" name="name" value=""/>
       <Option name="properties"/>
       <Option type="QString" name="type" value="collection"/>
      </Option>
     </data_defined_properties>
    </layer>
    <layer class="GeometryGenerator" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="SymbolType" value="Line"/>
      <Option type="QString" name="geometryModifier" value="make_line(make_point($x - &quot;dx&quot; * coalesce(@arrow_exaggeration, 1), $y - &quot;dy&quot; * coalesce(@arrow_exaggeration, 1)), $geometry)"/>
      <Option type="QString" name="units" value="MapUnit"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option type="QString" name="name" value=""/>
       <Option name="properties"/>
       <Option type="QString" name="type" value="collection"/>
      </Option>
     </data_defined_properties>
     <symbol type="line" force_rhr="0" clip_to_extent="1" alpha="1" name="@1@1">
      <data_defined_properties>
       <Option type="Map">
        <Option type="QString" name="name" value=""/>
        <Option name="properties"/>
        <Option type="QString" name="type" value="collection"/>
       </Option>
      </data_defined_properties>
      <layer class="ArrowLine" enabled="1" locked="0" pass="0">
       <Option type="Map">
        <Option type="QString" name="arrow_start_width" value="0.5"/>
        <Option type="QString" name="arrow_start_width_unit" value="MM"/>
        <Option type="QString" name="arrow_start_width_unit_scale" value="3x:0,0,0,0,0,0"/>
        <Option type="QString" name="arrow_type" value="0"/>
        <Option type="QString" name="arrow_width" value="0.5"/>
        <Option type="QString" name="arrow_width_unit" value="MM"/>
        <Option type="QString" name="arrow_width_unit_scale" value="3x:0,0,0,0,0,0"/>
        <Option type="QString" name="head_length" value="2.2"/>
        <Option type="QString" name="head_length_unit" value="MM"/>
        <Option type="QString" name="head_length_unit_scale" value="3x:0,0,0,0,0,0"/>
        <Option type="QString" name="head_thickness" value="1.21"/>
        <Option type="QString" name="head_thickness_unit" value="MM"/>
        <Option type="QString" name="head_thickness_unit_scale" value="3x:0,0,0,0,0,0"/>
        <Option type="QString" name="head_type" value="0"/>
        <Option type="QString" name="is_curved" value="0"/>
        <Option type="QString" name="is_repeated" value="0"/>
        <Option type="QString" name="offset" value="0"/>
        <Option type="QString" name="offset_unit" value="MM"/>
        <Option type="QString" name="offset_unit_scale" value="3x:0,0,0,0,0,0"/>
        <Option type="QString" name="ring_filter" value="0"/>
       </Option>
       <data_defined_properties>
        <Option type="Map">
         <Option type="QString" name="name" value=""/>
         <Option name="properties"/>
         <Option type="QString" name="type" value="collection"/>
        </Option>
       </data_defined_properties>
       <symbol type="fill" force_rhr="0" clip_to_extent="1" alpha="1" name="@@1@1@0">
        <data_defined_properties>
         <Option type="Map">
          <Option type="QString" name="name" value=""/>
          <Option name="properties"/>
          <Option type="QString" name="type" value="collection"/>
         </Option>
        </data_defined_properties>
        <layer class="SimpleFill" enabled="1" locked="0" pass="0">
         <Option type="Map">
          <Option type="QString" name="border_width_map_unit_scale" value="3x:0,0,0,0,0,0"/>
          <Option type="QString" name="color" value="127,191,77,255"/>
          <Option type="QString" name="joinstyle" value="bevel"/>
          <Option type="QString" name="offset" value="0,0"/>
          <Option type="QString" name="offset_map_unit_scale" value="3x:0,0,0,0,0,0"/>
          <Option type="QString" name="offset_unit" value="MM"/>
          <Option type="QString" name="outline_color" value="255,255,255,160"/>
          <Option type="QString" name="outline_style" value="solid"/>
          <Option type="QString" name="outline_width" value="0.08"/>
          <Option type="QString" name="outline_width_unit" value="MM"/>
          <Option type="QString" name="style" value="solid"/>
         </Option>
         <data_defined_properties>
          <Option type="Map">
           <Option type="QString" name="name" value=""/>
           <Option name="properties"/>
           <Option type="QString" name="type" value="collection"/>
          </Option>
         </data_defined_properties>
        </layer>
       </symbol>
      </layer>
     </symbol>
    </layer>
   </symbol>
   <symbol type="marker" force_rhr="0" clip_to_extent="1" alpha="1" name="2">
    <data_defined_properties>
     <Option type="Map">
      <Option type="QString" name="name" value=""/>
      <Option name="properties"/>
      <Option type="QString" name="type" value="collection"/>
     </Option>
    </data_defined_properties>
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="angle" value="0"/>
      <Option type="QString" name="cap_style" value="square"/>
      <Option type="QString" name="color" value="253,196,53,255"/>
      <Option type="QString" name="horizontal_anchor_point" value="1"/>
      <Option type="QString" name="joinstyle" value="bevel"/>
      <Option type="QString" name="name" value="circle"/>
      <Option type="QString" name="offset" value="0,0"/>
      <Option type="QString" name="offset_map_unit_scale" value="3x:0,0,0,0,0,0"/>
      <Option type="QString" name="offset_unit" value="MM"/>
      <Option type="QString" name="outline_color" value="255,255,255,255"/>
      <Option type="QString" name="outline_style" value="solid"/>
      <Option type="QString" name="outline_width" value="0.25"/>
      <Option type="QString" name="outline_width_map_unit_scale" value="3x:0,0,0,0,0,0"/>
      <Option type="QString" name="outline_width_unit" value="MM"/>
      <Option type="QString" name="scale_method" value="diameter"/>
      <Option type="QString" name="size" value="1.7"/>
      <Option type="QString" name="size_map_unit_scale" value="3x:0,0,0,0,0,0"/>
      <Option type="QString" name="size_unit" value="MM"/>
      <Option type="QString" name="vertical_anchor_point" value="1"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option type="QString" name="name" value=""/>
       <Option name="properties"/>
       <Option type="QString" name="type" value="collection"/>
      </Option>
     </data_defined_properties>
    </layer>
    <layer class="GeometryGenerator" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="SymbolType" value="Line"/>
      <Option type="QString" name="geometryModifier" value="make_line(make_point($x - &quot;dx&quot; * coalesce(@arrow_exaggeration, 1), $y - &quot;dy&quot; * coalesce(@arrow_exaggeration, 1)), $geometry)"/>
      <Option type="QString" name="units" value="MapUnit"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option type="QString" name="name" value=""/>
       <Option name="properties"/>
       <Option type="QString" name="type" value="collection"/>
      </Option>
     </data_defined_properties>
     <symbol type="line" force_rhr="0" clip_to_extent="1" alpha="1" name="@2@1">
      <data_defined_properties>
       <Option type="Map">
        <Option type="QString" name="name" value=""/>
        <Option name="properties"/>
        <Option type="QString" name="type" value="collection"/>
       </Option>
      </data_defined_properties>
      <layer class="ArrowLine" enabled="1" locked="0" pass="0">
       <Option type="Map">
        <Option type="QString" name="arrow_start_width" value="0.5"/>
        <Option type="QString" name="arrow_start_width_unit" value="MM"/>
        <Option type="QString" name="arrow_start_width_unit_scale" value="3x:0,0,0,0,0,0"/>
        <Option type="QString" name="arrow_type" value="0"/>
        <Option type="QString" name="arrow_width" value="0.5"/>
        <Option type="QString" name="arrow_width_unit" value="MM"/>
        <Option type="QString" name="arrow_width_unit_scale" value="3x:0,0,0,0,0,0"/>
        <Option type="QString" name="head_length" value="2.2"/>
        <Option type="QString" name="head_length_unit" value="MM"/>
        <Option type="QString" name="head_length_unit_scale" value="3x:0,0,0,0,0,0"/>
        <Option type="QString" name="head_thickness" value="1.21"/>
        <Option type="QString" name="head_thickness_unit" value="MM"/>
        <Option type="QString" name="head_thickness_unit_scale" value="3x:0,0,0,0,0,0"/>
        <Option type="QString" name="head_type" value="0"/>
        <Option type="QString" name="is_curved" value="0"/>
        <Option type="QString" name="is_repeated" value="0"/>
        <Option type="QString" name="offset" value="0"/>
        <Option type="QString" name="offset_unit" value="MM"/>
        <Option type="QString" name="offset_unit_scale" value="3x:0,0,0,0,0,0"/>
        <Option type="QString" name="ring_filter" value="0"/>
       </Option>
       <data_defined_properties>
        <Option type="Map">
         <Option type="QString" name="name" value=""/>
         <Option name="properties"/>
         <Option type="QString" name="type" value="collection"/>
        </Option>
       </data_defined_properties>
       <symbol type="fill" force_rhr="0" clip_to_extent="1" alpha="1" name="@@2@1@0">
        <data_defined_properties>
         <Option type="Map">
          <Option type="QString" name="name" value=""/>
          <Option name="properties"/>
          <Option type="QString" name="type" value="collection"/>
         </Option>
        </data_defined_properties>
        <layer class="SimpleFill" enabled="1" locked="0" pass="0">
         <Option type="Map">
          <Option type="QString" name="border_width_map_unit_scale" value="3x:0,0,0,0,0,0"/>
          <Option type="QString" name="color" value="253,196,53,255"/>
          <Option type="QString" name="joinstyle" value="bevel"/>
          <Option type="QString" name="offset" value="0,0"/>
          <Option type="QString" name="offset_map_unit_scale" value="3x:0,0,0,0,0,0"/>
          <Option type="QString" name="offset_unit" value="MM"/>
          <Option type="QString" name="outline_color" value="255,255,255,160"/>
          <Option type="QString" name="outline_style" value="solid"/>
          <Option type="QString" name="outline_width" value="0.08"/>
          <Option type="QString" name="outline_width_unit" value="MM"/>
          <Option type="QString" name="style" value="solid"/>
         </Option>
         <data_defined_properties>
          <Option type="Map">
           <Option type="QString" name="name" value=""/>
           <Option name="properties"/>
           <Option type="QString" name="type" value="collection"/>
          </Option>
         </data_defined_properties>
        </layer>
       </symbol>
      </layer>
     </symbol>
    </layer>
   </symbol>
   <symbol type="marker" force_rhr="0" clip_to_extent="1" alpha="1" name="3">
    <data_defined_properties>
     <Option type="Map">
      <Option type="QString" name="name" value=""/>
      <Option name="properties"/>
      <Option type="QString" name="type" value="collection"/>
     </Option>
    </data_defined_properties>
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="angle" value="0"/>
      <Option type="QString" name="cap_style" value="square"/>
      <Option type="QString" name="color" value="240,128,48,255"/>
      <Option type="QString" name="horizontal_anchor_point" value="1"/>
      <Option type="QString" name="joinstyle" value="bevel"/>
      <Option type="QString" name="name" value="circle"/>
      <Option type="QString" name="offset" value="0,0"/>
      <Option type="QString" name="offset_map_unit_scale" value="3x:0,0,0,0,0,0"/>
      <Option type="QString" name="offset_unit" value="MM"/>
      <Option type="QString" name="outline_color" value="255,255,255,255"/>
      <Option type="QString" name="outline_style" value="solid"/>
      <Option type="QString" name="outline_width" value="0.25"/>
      <Option type="QString" name="outline_width_map_unit_scale" value="3x:0,0,0,0,0,0"/>
      <Option type="QString" name="outline_width_unit" value="MM"/>
      <Option type="QString" name="scale_method" value="diameter"/>
      <Option type="QString" name="size" value="1.7"/>
      <Option type="QString" name="size_map_unit_scale" value="3x:0,0,0,0,0,0"/>
      <Option type="QString" name="size_unit" value="MM"/>
      <Option type="QString" name="vertical_anchor_point" value="1"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option type="QString" name="name" value=""/>
       <Option name="properties"/>
       <Option type="QString" name="type" value="collection"/>
      </Option>
     </data_defined_properties>
    </layer>
    <layer class="GeometryGenerator" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="SymbolType" value="Line"/>
      <Option type="QString" name="geometryModifier" value="make_line(make_point($x - &quot;dx&quot; * coalesce(@arrow_exaggeration, 1), $y - &quot;dy&quot; * coalesce(@arrow_exaggeration, 1)), $geometry)"/>
      <Option type="QString" name="units" value="MapUnit"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option type="QString" name="name" value=""/>
       <Option name="properties"/>
       <Option type="QString" name="type" value="collection"/>
      </Option>
     </data_defined_properties>
     <symbol type="line" force_rhr="0" clip_to_extent="1" alpha="1" name="@3@1">
      <data_defined_properties>
       <Option type="Map">
        <Option type="QString" name="name" value=""/>
        <Option name="properties"/>
        <Option type="QString" name="type" value="collection"/>
       </Option>
      </data_defined_properties>
      <layer class="ArrowLine" enabled="1" locked="0" pass="0">
       <Option type="Map">
        <Option type="QString" name="arrow_start_width" value="0.5"/>
        <Option type="QString" name="arrow_start_width_unit" value="MM"/>
        <Option type="QString" name="arrow_start_width_unit_scale" value="3x:0,0,0,0,0,0"/>
        <Option type="QString" name="arrow_type" value="0"/>
        <Option type="QString" name="arrow_width" value="0.5"/>
        <Option type="QString" name="arrow_width_unit" value="MM"/>
        <Option type="QString" name="arrow_width_unit_scale" value="3x:0,0,0,0,0,0"/>
        <Option type="QString" name="head_length" value="2.2"/>
        <Option type="QString" name="head_length_unit" value="MM"/>
        <Option type="QString" name="head_length_unit_scale" value="3x:0,0,0,0,0,0"/>
        <Option type="QString" name="head_thickness" value="1.21"/>
        <Option type="QString" name="head_thickness_unit" value="MM"/>
        <Option type="QString" name="head_thickness_unit_scale" value="3x:0,0,0,0,0,0"/>
        <Option type="QString" name="head_type" value="0"/>
        <Option type="QString" name="is_curved" value="0"/>
        <Option type="QString" name="is_repeated" value="0"/>
        <Option type="QString" name="offset" value="0"/>
        <Option type="QString" name="offset_unit" value="MM"/>
        <Option type="QString" name="offset_unit_scale" value="3x:0,0,0,0,0,0"/>
        <Option type="QString" name="ring_filter" value="0"/>
       </Option>
       <data_defined_properties>
        <Option type="Map">
         <Option type="QString" name="name" value=""/>
         <Option name="properties"/>
         <Option type="QString" name="type" value="collection"/>
        </Option>
       </data_defined_properties>
       <symbol type="fill" force_rhr="0" clip_to_extent="1" alpha="1" name="@@3@1@0">
        <data_defined_properties>
         <Option type="Map">
          <Option type="QString" name="name" value=""/>
          <Option name="properties"/>
          <Option type="QString" name="type" value="collection"/>
         </Option>
        </data_defined_properties>
        <layer class="SimpleFill" enabled="1" locked="0" pass="0">
         <Option type="Map">
          <Option type="QString" name="border_width_map_unit_scale" value="3x:0,0,0,0,0,0"/>
          <Option type="QString" name="color" value="240,128,48,255"/>
          <Option type="QString" name="joinstyle" value="bevel"/>
          <Option type="QString" name="offset" value="0,0"/>
          <Option type="QString" name="offset_map_unit_scale" value="3x:0,0,0,0,0,0"/>
          <Option type="QString" name="offset_unit" value="MM"/>
          <Option type="QString" name="outline_color" value="255,255,255,160"/>
          <Option type="QString" name="outline_style" value="solid"/>
          <Option type="QString" name="outline_width" value="0.08"/>
          <Option type="QString" name="outline_width_unit" value="MM"/>
          <Option type="QString" name="style" value="solid"/>
         </Option>
         <data_defined_properties>
          <Option type="Map">
           <Option type="QString" name="name" value=""/>
           <Option name="properties"/>
           <Option type="QString" name="type" value="collection"/>
          </Option>
         </data_defined_properties>
        </layer>
       </symbol>
      </layer>
     </symbol>
    </layer>
   </symbol>
   <symbol type="marker" force_rhr="0" clip_to_extent="1" alpha="1" name="4">
    <data_defined_properties>
     <Option type="Map">
      <Option type="QString" name="name" value=""/>
      <Option name="properties"/>
      <Option type="QString" name="type" value="collection"/>
     </Option>
    </data_defined_properties>
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="angle" value="0"/>
      <Option type="QString" name="cap_style" value="square"/>
      <Option type="QString" name="color" value="197,27,58,255"/>
      <Option type="QString" name="horizontal_anchor_point" value="1"/>
      <Option type="QString" name="joinstyle" value="bevel"/>
      <Option type="QString" name="name" value="circle"/>
      <Option type="QString" name="offset" value="0,0"/>
      <Option type="QString" name="offset_map_unit_scale" value="3x:0,0,0,0,0,0"/>
      <Option type="QString" name="offset_unit" value="MM"/>
      <Option type="QString" name="outline_color" value="255,255,255,255"/>
      <Option type="QString" name="outline_style" value="solid"/>
      <Option type="QString" name="outline_width" value="0.25"/>
      <Option type="QString" name="outline_width_map_unit_scale" value="3x:0,0,0,0,0,0"/>
      <Option type="QString" name="outline_width_unit" value="MM"/>
      <Option type="QString" name="scale_method" value="diameter"/>
      <Option type="QString" name="size" value="1.7"/>
      <Option type="QString" name="size_map_unit_scale" value="3x:0,0,0,0,0,0"/>
      <Option type="QString" name="size_unit" value="MM"/>
      <Option type="QString" name="vertical_anchor_point" value="1"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option type="QString" name="name" value=""/>
       <Option name="properties"/>
       <Option type="QString" name="type" value="collection"/>
      </Option>
     </data_defined_properties>
    </layer>
    <layer class="GeometryGenerator" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="SymbolType" value="Line"/>
      <Option type="QString" name="geometryModifier" value="make_line(make_point($x - &quot;dx&quot; * coalesce(@arrow_exaggeration, 1), $y - &quot;dy&quot; * coalesce(@arrow_exaggeration, 1)), $geometry)"/>
      <Option type="QString" name="units" value="MapUnit"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option type="QString" name="name" value=""/>
       <Option name="properties"/>
       <Option type="QString" name="type" value="collection"/>
      </Option>
     </data_defined_properties>
     <symbol type="line" force_rhr="0" clip_to_extent="1" alpha="1" name="@4@1">
      <data_defined_properties>
       <Option type="Map">
        <Option type="QString" name="name" value=""/>
        <Option name="properties"/>
        <Option type="QString" name="type" value="collection"/>
       </Option>
      </data_defined_properties>
      <layer class="ArrowLine" enabled="1" locked="0" pass="0">
       <Option type="Map">
        <Option type="QString" name="arrow_start_width" value="0.5"/>
        <Option type="QString" name="arrow_start_width_unit" value="MM"/>
        <Option type="QString" name="arrow_start_width_unit_scale" value="3x:0,0,0,0,0,0"/>
        <Option type="QString" name="arrow_type" value="0"/>
        <Option type="QString" name="arrow_width" value="0.5"/>
        <Option type="QString" name="arrow_width_unit" value="MM"/>
        <Option type="QString" name="arrow_width_unit_scale" value="3x:0,0,0,0,0,0"/>
        <Option type="QString" name="head_length" value="2.2"/>
        <Option type="QString" name="head_length_unit" value="MM"/>
        <Option type="QString" name="head_length_unit_scale" value="3x:0,0,0,0,0,0"/>
        <Option type="QString" name="head_thickness" value="1.21"/>
        <Option type="QString" name="head_thickness_unit" value="MM"/>
        <Option type="QString" name="head_thickness_unit_scale" value="3x:0,0,0,0,0,0"/>
        <Option type="QString" name="head_type" value="0"/>
        <Option type="QString" name="is_curved" value="0"/>
        <Option type="QString" name="is_repeated" value="0"/>
        <Option type="QString" name="offset" value="0"/>
        <Option type="QString" name="offset_unit" value="MM"/>
        <Option type="QString" name="offset_unit_scale" value="3x:0,0,0,0,0,0"/>
        <Option type="QString" name="ring_filter" value="0"/>
       </Option>
       <data_defined_properties>
        <Option type="Map">
         <Option type="QString" name="name" value=""/>
         <Option name="properties"/>
         <Option type="QString" name="type" value="collection"/>
        </Option>
       </data_defined_properties>
       <symbol type="fill" force_rhr="0" clip_to_extent="1" alpha="1" name="@@4@1@0">
        <data_defined_properties>
         <Option type="Map">
          <Option type="QString" name="name" value=""/>
          <Option name="properties"/>
          <Option type="QString" name="type" value="collection"/>
         </Option>
        </data_defined_properties>
        <layer class="SimpleFill" enabled="1" locked="0" pass="0">
         <Option type="Map">
          <Option type="QString" name="border_width_map_unit_scale" value="3x:0,0,0,0,0,0"/>
          <Option type="QString" name="color" value="197,27,58,255"/>
          <Option type="QString" name="joinstyle" value="bevel"/>
          <Option type="QString" name="offset" value="0,0"/>
          <Option type="QString" name="offset_map_unit_scale" value="3x:0,0,0,0,0,0"/>
          <Option type="QString" name="offset_unit" value="MM"/>
          <Option type="QString" name="outline_color" value="255,255,255,160"/>
          <Option type="QString" name="outline_style" value="solid"/>
          <Option type="QString" name="outline_width" value="0.08"/>
          <Option type="QString" name="outline_width_unit" value="MM"/>
          <Option type="QString" name="style" value="solid"/>
         </Option>
         <data_defined_properties>
          <Option type="Map">
           <Option type="QString" name="name" value=""/>
           <Option name="properties"/>
           <Option type="QString" name="type" value="collection"/>
          </Option>
         </data_defined_properties>
        </layer>
       </symbol>
      </layer>
     </symbol>
    </layer>
   </symbol>
   <symbol type="marker" force_rhr="0" clip_to_extent="1" alpha="1" name="5">
    <data_defined_properties>
     <Option type="Map">
      <Option type="QString" name="name" value=""/>
      <Option name="properties"/>
      <Option type="QString" name="type" value="collection"/>
     </Option>
    </data_defined_properties>
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="angle" value="0"/>
      <Option type="QString" name="cap_style" value="square"/>
      <Option type="QString" name="color" value="59,120,195,255"/>
      <Option type="QString" name="horizontal_anchor_point" value="1"/>
      <Option type="QString" name="joinstyle" value="bevel"/>
      <Option type="QString" name="name" value="circle"/>
      <Option type="QString" name="offset" value="0,0"/>
      <Option type="QString" name="offset_map_unit_scale" value="3x:0,0,0,0,0,0"/>
      <Option type="QString" name="offset_unit" value="MM"/>
      <Option type="QString" name="outline_color" value="255,255,255,255"/>
      <Option type="QString" name="outline_style" value="solid"/>
      <Option type="QString" name="outline_width" value="0.25"/>
      <Option type="QString" name="outline_width_map_unit_scale" value="3x:0,0,0,0,0,0"/>
      <Option type="QString" name="outline_width_unit" value="MM"/>
      <Option type="QString" name="scale_method" value="diameter"/>
      <Option type="QString" name="size" value="1.7"/>
      <Option type="QString" name="size_map_unit_scale" value="3x:0,0,0,0,0,0"/>
      <Option type="QString" name="size_unit" value="MM"/>
      <Option type="QString" name="vertical_anchor_point" value="1"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option type="QString" name="name" value=""/>
       <Option name="properties"/>
       <Option type="QString" name="type" value="collection"/>
      </Option>
     </data_defined_properties>
    </layer>
    <layer class="GeometryGenerator" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="SymbolType" value="Line"/>
      <Option type="QString" name="geometryModifier" value="make_line(make_point($x - &quot;dx&quot; * coalesce(@arrow_exaggeration, 1), $y - &quot;dy&quot; * coalesce(@arrow_exaggeration, 1)), $geometry)"/>
      <Option type="QString" name="units" value="MapUnit"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option type="QString" name="name" value=""/>
       <Option name="properties"/>
       <Option type="QString" name="type" value="collection"/>
      </Option>
     </data_defined_properties>
     <symbol type="line" force_rhr="0" clip_to_extent="1" alpha="1" name="@5@1">
      <data_defined_properties>
       <Option type="Map">
        <Option type="QString" name="name" value=""/>
        <Option name="properties"/>
        <Option type="QString" name="type" value="collection"/>
       </Option>
      </data_defined_properties>
      <layer class="ArrowLine" enabled="1" locked="0" pass="0">
       <Option type="Map">
        <Option type="QString" name="arrow_start_width" value="0.5"/>
        <Option type="QString" name="arrow_start_width_unit" value="MM"/>
        <Option type="QString" name="arrow_start_width_unit_scale" value="3x:0,0,0,0,0,0"/>
        <Option type="QString" name="arrow_type" value="0"/>
        <Option type="QString" name="arrow_width" value="0.5"/>
        <Option type="QString" name="arrow_width_unit" value="MM"/>
        <Option type="QString" name="arrow_width_unit_scale" value="3x:0,0,0,0,0,0"/>
        <Option type="QString" name="head_length" value="2.2"/>
        <Option type="QString" name="head_length_unit" value="MM"/>
        <Option type="QString" name="head_length_unit_scale" value="3x:0,0,0,0,0,0"/>
        <Option type="QString" name="head_thickness" value="1.21"/>
        <Option type="QString" name="head_thickness_unit" value="MM"/>
        <Option type="QString" name="head_thickness_unit_scale" value="3x:0,0,0,0,0,0"/>
        <Option type="QString" name="head_type" value="0"/>
        <Option type="QString" name="is_curved" value="0"/>
        <Option type="QString" name="is_repeated" value="0"/>
        <Option type="QString" name="offset" value="0"/>
        <Option type="QString" name="offset_unit" value="MM"/>
        <Option type="QString" name="offset_unit_scale" value="3x:0,0,0,0,0,0"/>
        <Option type="QString" name="ring_filter" value="0"/>
       </Option>
       <data_defined_properties>
        <Option type="Map">
         <Option type="QString" name="name" value=""/>
         <Option name="properties"/>
         <Option type="QString" name="type" value="collection"/>
        </Option>
       </data_defined_properties>
       <symbol type="fill" force_rhr="0" clip_to_extent="1" alpha="1" name="@@5@1@0">
        <data_defined_properties>
         <Option type="Map">
          <Option type="QString" name="name" value=""/>
          <Option name="properties"/>
          <Option type="QString" name="type" value="collection"/>
         </Option>
        </data_defined_properties>
        <layer class="SimpleFill" enabled="1" locked="0" pass="0">
         <Option type="Map">
          <Option type="QString" name="border_width_map_unit_scale" value="3x:0,0,0,0,0,0"/>
          <Option type="QString" name="color" value="59,120,195,255"/>
          <Option type="QString" name="joinstyle" value="bevel"/>
          <Option type="QString" name="offset" value="0,0"/>
          <Option type="QString" name="offset_map_unit_scale" value="3x:0,0,0,0,0,0"/>
          <Option type="QString" name="offset_unit" value="MM"/>
          <Option type="QString" name="outline_color" value="255,255,255,160"/>
          <Option type="QString" name="outline_style" value="solid"/>
          <Option type="QString" name="outline_width" value="0.08"/>
          <Option type="QString" name="outline_width_unit" value="MM"/>
          <Option type="QString" name="style" value="solid"/>
         </Option>
         <data_defined_properties>
          <Option type="Map">
           <Option type="QString" name="name" value=""/>
           <Option name="properties"/>
           <Option type="QString" name="type" value="collection"/>
          </Option>
         </data_defined_properties>
        </layer>
       </symbol>
      </layer>
     </symbol>
    </layer>
   </symbol>
   <symbol type="marker" force_rhr="0" clip_to_extent="1" alpha="1" name="6">
    <data_defined_properties>
     <Option type="Map">
      <Option type="QString" name="name" value=""/>
      <Option name="properties"/>
      <Option type="QString" name="type" value="collection"/>
     </Option>
    </data_defined_properties>
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="angle" value="0"/>
      <Option type="QString" name="cap_style" value="square"/>
      <Option type="QString" name="color" value="255,255,255,0"/>
      <Option type="QString" name="horizontal_anchor_point" value="1"/>
      <Option type="QString" name="joinstyle" value="bevel"/>
      <Option type="QString" name="name" value="circle"/>
      <Option type="QString" name="offset" value="0,0"/>
      <Option type="QString" name="offset_map_unit_scale" value="3x:0,0,0,0,0,0"/>
      <Option type="QString" name="offset_unit" value="MM"/>
      <Option type="QString" name="outline_color" value="216,216,216,255"/>
      <Option type="QString" name="outline_style" value="solid"/>
      <Option type="QString" name="outline_width" value="0.35"/>
      <Option type="QString" name="outline_width_map_unit_scale" value="3x:0,0,0,0,0,0"/>
      <Option type="QString" name="outline_width_unit" value="MM"/>
      <Option type="QString" name="scale_method" value="diameter"/>
      <Option type="QString" name="size" value="2.2"/>
      <Option type="QString" name="size_map_unit_scale" value="3x:0,0,0,0,0,0"/>
      <Option type="QString" name="size_unit" value="MM"/>
      <Option type="QString" name="vertical_anchor_point" value="1"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option type="QString" name="name" value=""/>
       <Option name="properties"/>
       <Option type="QString" name="type" value="collection"/>
      </Option>
     </data_defined_properties>
    </layer>
   </symbol>
  </symbols>
 </renderer-v2>
 <customproperties>
  <Option type="Map">
   <Option type="StringList" name="variableNames">
    <Option type="QString" value="arrow_exaggeration"/>
   </Option>
   <Option type="StringList" name="variableValues">
    <Option type="QString" value="1"/>
   </Option>
  </Option>
 </customproperties>
 <blendMode>0</blendMode>
 <featureBlendMode>0</featureBlendMode>
 <mapTip>&lt;b>[% "id" %]&lt;/b> shift [% round("shift", 2) %], residual [% round("residual", 2) %] px, score [% round("score", 2) %]</mapTip>
 <layerGeometryType>0</layerGeometryType>
</qgis>
