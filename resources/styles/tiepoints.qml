<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis styleCategories="Symbology|MapTips|CustomProperties" version="3.22.0">
 <renderer-v2 type="RuleRenderer" symbollevels="0" enableorderby="0" referencescale="-1" forceraster="0">
  <rules key="{93b7e7e7-e0d3-48c8-9885-441d85a5049f}">
   <rule label="Used, by residual" key="{f7635d31-6923-4cc7-aa08-1f416c95401f}" filter="coalesce(&quot;enabled&quot;, true) AND coalesce(&quot;inlier&quot;, true)">
    <rule label="0 to 0.25 px" symbol="0" key="{d2efb181-1a00-44d9-ba0c-22bddc008b7c}" filter="&quot;residual&quot; &lt;= 0.25"/>
    <rule label="0.25 to 0.5 px" symbol="1" key="{faed5bfa-dba6-4da9-bc88-dc2ed5002dc2}" filter="&quot;residual&quot; > 0.25 AND &quot;residual&quot; &lt;= 0.5"/>
    <rule label="0.5 to 1 px" symbol="2" key="{47931967-1267-4c80-ad64-02605b196b31}" filter="&quot;residual&quot; > 0.5 AND &quot;residual&quot; &lt;= 1"/>
    <rule label="1 to 1.5 px" symbol="3" key="{e4a3da80-b440-4573-b4ef-7a1e0bf8347a}" filter="&quot;residual&quot; > 1 AND &quot;residual&quot; &lt;= 1.5"/>
    <rule label="over 1.5 px" symbol="4" key="{ca79eb0e-c717-4fcf-9a9c-a30952ddde2f}" filter="&quot;residual&quot; > 1.5"/>
    <rule label="residual unknown" symbol="5" key="{f970b527-b777-4954-8715-0acb8c44061c}" filter="&quot;residual&quot; IS NULL"/>
   </rule>
   <rule label="Disabled or rejected" symbol="6" key="{4f825d13-77e4-421f-bb4c-33bcbffe2b87}" filter="NOT (coalesce(&quot;enabled&quot;, true) AND coalesce(&quot;inlier&quot;, true))"/>
  </rules>
  <symbols>
   <symbol type="marker" name="0" clip_to_extent="1" alpha="1" force_rhr="0">
    <data_defined_properties>
     <Option type="Map">
      <Option type="QString" value="" name="name"/>
      <Option name="properties"/>
      <Option type="QString" value="collection" name="type"/>
     </Option>
    </data_defined_properties>
    <layer locked="0" class="GeometryGenerator" enabled="1" pass="0">
     <Option type="Map">
      <Option type="QString" value="Line" name="SymbolType"/>
      <Option type="QString" value="make_line(make_point($x - &quot;dx&quot; * coalesce(@arrow_exaggeration, 1), $y - &quot;dy&quot; * coalesce(@arrow_exaggeration, 1)), $geometry)" name="geometryModifier"/>
      <Option type="QString" value="MapUnit" name="units"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option type="QString" value="" name="name"/>
       <Option name="properties"/>
       <Option type="QString" value="collection" name="type"/>
      </Option>
     </data_defined_properties>
     <symbol type="line" name="@0@0" clip_to_extent="1" alpha="1" force_rhr="0">
      <data_defined_properties>
       <Option type="Map">
        <Option type="QString" value="" name="name"/>
        <Option name="properties"/>
        <Option type="QString" value="collection" name="type"/>
       </Option>
      </data_defined_properties>
      <layer locked="0" class="ArrowLine" enabled="1" pass="0">
       <Option type="Map">
        <Option type="QString" value="0.3" name="arrow_start_width"/>
        <Option type="QString" value="MM" name="arrow_start_width_unit"/>
        <Option type="QString" value="3x:0,0,0,0,0,0" name="arrow_start_width_unit_scale"/>
        <Option type="QString" value="0" name="arrow_type"/>
        <Option type="QString" value="0.3" name="arrow_width"/>
        <Option type="QString" value="MM" name="arrow_width_unit"/>
        <Option type="QString" value="3x:0,0,0,0,0,0" name="arrow_width_unit_scale"/>
        <Option type="QString" value="1.6" name="head_length"/>
        <Option type="QString" value="MM" name="head_length_unit"/>
        <Option type="QString" value="3x:0,0,0,0,0,0" name="head_length_unit_scale"/>
        <Option type="QString" value="0.88" name="head_thickness"/>
        <Option type="QString" value="MM" name="head_thickness_unit"/>
        <Option type="QString" value="3x:0,0,0,0,0,0" name="head_thickness_unit_scale"/>
        <Option type="QString" value="0" name="head_type"/>
        <Option type="QString" value="0" name="is_curved"/>
        <Option type="QString" value="0" name="is_repeated"/>
        <Option type="QString" value="0" name="offset"/>
        <Option type="QString" value="MM" name="offset_unit"/>
        <Option type="QString" value="3x:0,0,0,0,0,0" name="offset_unit_scale"/>
        <Option type="QString" value="0" name="ring_filter"/>
       </Option>
       <data_defined_properties>
        <Option type="Map">
         <Option type="QString" value="" name="name"/>
         <Option name="properties"/>
         <Option type="QString" value="collection" name="type"/>
        </Option>
       </data_defined_properties>
       <symbol type="fill" name="@@0@0@0" clip_to_extent="1" alpha="1" force_rhr="0">
        <data_defined_properties>
         <Option type="Map">
          <Option type="QString" value="" name="name"/>
          <Option name="properties"/>
          <Option type="QString" value="collection" name="type"/>
         </Option>
        </data_defined_properties>
        <layer locked="0" class="SimpleFill" enabled="1" pass="0">
         <Option type="Map">
          <Option type="QString" value="3x:0,0,0,0,0,0" name="border_width_map_unit_scale"/>
          <Option type="QString" value="26,120,55,255" name="color"/>
          <Option type="QString" value="bevel" name="joinstyle"/>
          <Option type="QString" value="0,0" name="offset"/>
          <Option type="QString" value="3x:0,0,0,0,0,0" name="offset_map_unit_scale"/>
          <Option type="QString" value="MM" name="offset_unit"/>
          <Option type="QString" value="255,255,255,160" name="outline_color"/>
          <Option type="QString" value="solid" name="outline_style"/>
          <Option type="QString" value="0.08" name="outline_width"/>
          <Option type="QString" value="MM" name="outline_width_unit"/>
          <Option type="QString" value="solid" name="style"/>
         </Option>
         <data_defined_properties>
          <Option type="Map">
           <Option type="QString" value="" name="name"/>
           <Option name="properties"/>
           <Option type="QString" value="collection" name="type"/>
          </Option>
         </data_defined_properties>
        </layer>
       </symbol>
      </layer>
     </symbol>
    </layer>
    <layer locked="0" class="SimpleMarker" enabled="1" pass="0">
     <Option type="Map">
      <Option type="QString" value="0" name="angle"/>
      <Option type="QString" value="square" name="cap_style"/>
      <Option type="QString" value="26,120,55,255" name="color"/>
      <Option type="QString" value="1" name="horizontal_anchor_point"/>
      <Option type="QString" value="bevel" name="joinstyle"/>
      <Option type="QString" value="circle" name="name"/>
      <Option type="QString" value="0,0" name="offset"/>
      <Option type="QString" value="3x:0,0,0,0,0,0" name="offset_map_unit_scale"/>
      <Option type="QString" value="MM" name="offset_unit"/>
      <Option type="QString" value="255,255,255,255" name="outline_color"/>
      <Option type="QString" value="solid" name="outline_style"/>
      <Option type="QString" value="0.25" name="outline_width"/>
      <Option type="QString" value="3x:0,0,0,0,0,0" name="outline_width_map_unit_scale"/>
      <Option type="QString" value="MM" name="outline_width_unit"/>
      <Option type="QString" value="diameter" name="scale_method"/>
      <Option type="QString" value="1.9" name="size"/>
      <Option type="QString" value="3x:0,0,0,0,0,0" name="size_map_unit_scale"/>
      <Option type="QString" value="MM" name="size_unit"/>
      <Option type="QString" value="1" name="vertical_anchor_point"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option type="QString" value="" name="name"/>
       <Option name="properties"/>
       <Option type="QString" value="collection" name="type"/>
      </Option>
     </data_defined_properties>
    </layer>
   </symbol>
   <symbol type="marker" name="1" clip_to_extent="1" alpha="1" force_rhr="0">
    <data_defined_properties>
     <Option type="Map">
      <Option type="QString" value="" name="name"/>
      <Option name="properties"/>
      <Option type="QString" value="collection" name="type"/>
     </Option>
    </data_defined_properties>
    <layer locked="0" class="GeometryGenerator" enabled="1" pass="0">
     <Option type="Map">
      <Option type="QString" value="Line" name="SymbolType"/>
      <Option type="QString" value="make_line(make_point($x - &quot;dx&quot; * coalesce(@arrow_exaggeration, 1), $y - &quot;dy&quot; * coalesce(@arrow_exaggeration, 1)), $geometry)" name="geometryModifier"/>
      <Option type="QString" value="MapUnit" name="units"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option type="QString" value="" name="name"/>
       <Option name="properties"/>
       <Option type="QString" value="collection" name="type"/>
      </Option>
     </data_defined_properties>
     <symbol type="line" name="@1@0" clip_to_extent="1" alpha="1" force_rhr="0">
      <data_defined_properties>
       <Option type="Map">
        <Option type="QString" value="" name="name"/>
        <Option name="properties"/>
        <Option type="QString" value="collection" name="type"/>
       </Option>
      </data_defined_properties>
      <layer locked="0" class="ArrowLine" enabled="1" pass="0">
       <Option type="Map">
        <Option type="QString" value="0.3" name="arrow_start_width"/>
        <Option type="QString" value="MM" name="arrow_start_width_unit"/>
        <Option type="QString" value="3x:0,0,0,0,0,0" name="arrow_start_width_unit_scale"/>
        <Option type="QString" value="0" name="arrow_type"/>
        <Option type="QString" value="0.3" name="arrow_width"/>
        <Option type="QString" value="MM" name="arrow_width_unit"/>
        <Option type="QString" value="3x:0,0,0,0,0,0" name="arrow_width_unit_scale"/>
        <Option type="QString" value="1.6" name="head_length"/>
        <Option type="QString" value="MM" name="head_length_unit"/>
        <Option type="QString" value="3x:0,0,0,0,0,0" name="head_length_unit_scale"/>
        <Option type="QString" value="0.88" name="head_thickness"/>
        <Option type="QString" value="MM" name="head_thickness_unit"/>
        <Option type="QString" value="3x:0,0,0,0,0,0" name="head_thickness_unit_scale"/>
        <Option type="QString" value="0" name="head_type"/>
        <Option type="QString" value="0" name="is_curved"/>
        <Option type="QString" value="0" name="is_repeated"/>
        <Option type="QString" value="0" name="offset"/>
        <Option type="QString" value="MM" name="offset_unit"/>
        <Option type="QString" value="3x:0,0,0,0,0,0" name="offset_unit_scale"/>
        <Option type="QString" value="0" name="ring_filter"/>
       </Option>
       <data_defined_properties>
        <Option type="Map">
         <Option type="QString" value="" name="name"/>
         <Option name="properties"/>
         <Option type="QString" value="collection" name="type"/>
        </Option>
       </data_defined_properties>
       <symbol type="fill" name="@@1@0@0" clip_to_extent="1" alpha="1" force_rhr="0">
        <data_defined_properties>
         <Option type="Map">
          <Option type="QString" value="" name="name"/>
          <Option name="properties"/>
          <Option type="QString" value="collection" name="type"/>
         </Option>
        </data_defined_properties>
        <layer locked="0" class="SimpleFill" enabled="1" pass="0">
         <Option type="Map">
          <Option type="QString" value="3x:0,0,0,0,0,0" name="border_width_map_unit_scale"/>
          <Option type="QString" value="127,191,77,255" name="color"/>
          <Option type="QString" value="bevel" name="joinstyle"/>
          <Option type="QString" value="0,0" name="offset"/>
          <Option type="QString" value="3x:0,0,0,0,0,0" name="offset_map_unit_scale"/>
          <Option type="QString" value="MM" name="offset_unit"/>
          <Option type="QString" value="255,255,255,160" name="outline_color"/>
          <Option type="QString" value="solid" name="outline_style"/>
          <Option type="QString" value="0.08" name="outline_width"/>
          <Option type="QString" value="MM" name="outline_width_unit"/>
          <Option type="QString" value="solid" name="style"/>
         </Option>
         <data_defined_properties>
          <Option type="Map">
           <Option type="QString" value="" name="name"/>
           <Option name="properties"/>
           <Option type="QString" value="collection" name="type"/>
          </Option>
         </data_defined_properties>
        </layer>
       </symbol>
      </layer>
     </symbol>
    </layer>
    <layer locked="0" class="SimpleMarker" enabled="1" pass="0">
     <Option type="Map">
      <Option type="QString" value="0" name="angle"/>
      <Option type="QString" value="square" name="cap_style"/>
      <Option type="QString" value="127,191,77,255" name="color"/>
      <Option type="QString" value="1" name="horizontal_anchor_point"/>
      <Option type="QString" value="bevel" name="joinstyle"/>
      <Option type="QString" value="circle" name="name"/>
      <Option type="QString" value="0,0" name="offset"/>
      <Option type="QString" value="3x:0,0,0,0,0,0" name="offset_map_unit_scale"/>
      <Option type="QString" value="MM" name="offset_unit"/>
      <Option type="QString" value="255,255,255,255" name="outline_color"/>
      <Option type="QString" value="solid" name="outline_style"/>
      <Option type="QString" value="0.25" name="outline_width"/>
      <Option type="QString" value="3x:0,0,0,0,0,0" name="outline_width_map_unit_scale"/>
      <Option type="QString" value="MM" name="outline_width_unit"/>
      <Option type="QString" value="diameter" name="scale_method"/>
      <Option type="QString" value="1.9" name="size"/>
      <Option type="QString" value="3x:0,0,0,0,0,0" name="size_map_unit_scale"/>
      <Option type="QString" value="MM" name="size_unit"/>
      <Option type="QString" value="1" name="vertical_anchor_point"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option type="QString" value="" name="name"/>
       <Option name="properties"/>
       <Option type="QString" value="collection" name="type"/>
      </Option>
     </data_defined_properties>
    </layer>
   </symbol>
   <symbol type="marker" name="2" clip_to_extent="1" alpha="1" force_rhr="0">
    <data_defined_properties>
     <Option type="Map">
      <Option type="QString" value="" name="name"/>
      <Option name="properties"/>
      <Option type="QString" value="collection" name="type"/>
     </Option>
    </data_defined_properties>
    <layer locked="0" class="GeometryGenerator" enabled="1" pass="0">
     <Option type="Map">
      <Option type="QString" value="Line" name="SymbolType"/>
      <Option type="QString" value="make_line(make_point($x - &quot;dx&quot; * coalesce(@arrow_exaggeration, 1), $y - &quot;dy&quot; * coalesce(@arrow_exaggeration, 1)), $geometry)" name="geometryModifier"/>
      <Option type="QString" value="MapUnit" name="units"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option type="QString" value="" name="name"/>
       <Option name="properties"/>
       <Option type="QString" value="collection" name="type"/>
      </Option>
     </data_defined_properties>
     <symbol type="line" name="@2@0" clip_to_extent="1" alpha="1" force_rhr="0">
      <data_defined_properties>
       <Option type="Map">
        <Option type="QString" value="" name="name"/>
        <Option name="properties"/>
        <Option type="QString" value="collection" name="type"/>
       </Option>
      </data_defined_properties>
      <layer locked="0" class="ArrowLine" enabled="1" pass="0">
       <Option type="Map">
        <Option type="QString" value="0.3" name="arrow_start_width"/>
        <Option type="QString" value="MM" name="arrow_start_width_unit"/>
        <Option type="QString" value="3x:0,0,0,0,0,0" name="arrow_start_width_unit_scale"/>
        <Option type="QString" value="0" name="arrow_type"/>
        <Option type="QString" value="0.3" name="arrow_width"/>
        <Option type="QString" value="MM" name="arrow_width_unit"/>
        <Option type="QString" value="3x:0,0,0,0,0,0" name="arrow_width_unit_scale"/>
        <Option type="QString" value="1.6" name="head_length"/>
        <Option type="QString" value="MM" name="head_length_unit"/>
        <Option type="QString" value="3x:0,0,0,0,0,0" name="head_length_unit_scale"/>
        <Option type="QString" value="0.88" name="head_thickness"/>
        <Option type="QString" value="MM" name="head_thickness_unit"/>
        <Option type="QString" value="3x:0,0,0,0,0,0" name="head_thickness_unit_scale"/>
        <Option type="QString" value="0" name="head_type"/>
        <Option type="QString" value="0" name="is_curved"/>
        <Option type="QString" value="0" name="is_repeated"/>
        <Option type="QString" value="0" name="offset"/>
        <Option type="QString" value="MM" name="offset_unit"/>
        <Option type="QString" value="3x:0,0,0,0,0,0" name="offset_unit_scale"/>
        <Option type="QString" value="0" name="ring_filter"/>
       </Option>
       <data_defined_properties>
        <Option type="Map">
         <Option type="QString" value="" name="name"/>
         <Option name="properties"/>
         <Option type="QString" value="collection" name="type"/>
        </Option>
       </data_defined_properties>
       <symbol type="fill" name="@@2@0@0" clip_to_extent="1" alpha="1" force_rhr="0">
        <data_defined_properties>
         <Option type="Map">
          <Option type="QString" value="" name="name"/>
          <Option name="properties"/>
          <Option type="QString" value="collection" name="type"/>
         </Option>
        </data_defined_properties>
        <layer locked="0" class="SimpleFill" enabled="1" pass="0">
         <Option type="Map">
          <Option type="QString" value="3x:0,0,0,0,0,0" name="border_width_map_unit_scale"/>
          <Option type="QString" value="253,196,53,255" name="color"/>
          <Option type="QString" value="bevel" name="joinstyle"/>
          <Option type="QString" value="0,0" name="offset"/>
          <Option type="QString" value="3x:0,0,0,0,0,0" name="offset_map_unit_scale"/>
          <Option type="QString" value="MM" name="offset_unit"/>
          <Option type="QString" value="255,255,255,160" name="outline_color"/>
          <Option type="QString" value="solid" name="outline_style"/>
          <Option type="QString" value="0.08" name="outline_width"/>
          <Option type="QString" value="MM" name="outline_width_unit"/>
          <Option type="QString" value="solid" name="style"/>
         </Option>
         <data_defined_properties>
          <Option type="Map">
           <Option type="QString" value="" name="name"/>
           <Option name="properties"/>
           <Option type="QString" value="collection" name="type"/>
          </Option>
         </data_defined_properties>
        </layer>
       </symbol>
      </layer>
     </symbol>
    </layer>
    <layer locked="0" class="SimpleMarker" enabled="1" pass="0">
     <Option type="Map">
      <Option type="QString" value="0" name="angle"/>
      <Option type="QString" value="square" name="cap_style"/>
      <Option type="QString" value="253,196,53,255" name="color"/>
      <Option type="QString" value="1" name="horizontal_anchor_point"/>
      <Option type="QString" value="bevel" name="joinstyle"/>
      <Option type="QString" value="circle" name="name"/>
      <Option type="QString" value="0,0" name="offset"/>
      <Option type="QString" value="3x:0,0,0,0,0,0" name="offset_map_unit_scale"/>
      <Option type="QString" value="MM" name="offset_unit"/>
      <Option type="QString" value="255,255,255,255" name="outline_color"/>
      <Option type="QString" value="solid" name="outline_style"/>
      <Option type="QString" value="0.25" name="outline_width"/>
      <Option type="QString" value="3x:0,0,0,0,0,0" name="outline_width_map_unit_scale"/>
      <Option type="QString" value="MM" name="outline_width_unit"/>
      <Option type="QString" value="diameter" name="scale_method"/>
      <Option type="QString" value="1.9" name="size"/>
      <Option type="QString" value="3x:0,0,0,0,0,0" name="size_map_unit_scale"/>
      <Option type="QString" value="MM" name="size_unit"/>
      <Option type="QString" value="1" name="vertical_anchor_point"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option type="QString" value="" name="name"/>
       <Option name="properties"/>
       <Option type="QString" value="collection" name="type"/>
      </Option>
     </data_defined_properties>
    </layer>
   </symbol>
   <symbol type="marker" name="3" clip_to_extent="1" alpha="1" force_rhr="0">
    <data_defined_properties>
     <Option type="Map">
      <Option type="QString" value="" name="name"/>
      <Option name="properties"/>
      <Option type="QString" value="collection" name="type"/>
     </Option>
    </data_defined_properties>
    <layer locked="0" class="GeometryGenerator" enabled="1" pass="0">
     <Option type="Map">
      <Option type="QString" value="Line" name="SymbolType"/>
      <Option type="QString" value="make_line(make_point($x - &quot;dx&quot; * coalesce(@arrow_exaggeration, 1), $y - &quot;dy&quot; * coalesce(@arrow_exaggeration, 1)), $geometry)" name="geometryModifier"/>
      <Option type="QString" value="MapUnit" name="units"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option type="QString" value="" name="name"/>
       <Option name="properties"/>
       <Option type="QString" value="collection" name="type"/>
      </Option>
     </data_defined_properties>
     <symbol type="line" name="@3@0" clip_to_extent="1" alpha="1" force_rhr="0">
      <data_defined_properties>
       <Option type="Map">
        <Option type="QString" value="" name="name"/>
        <Option name="properties"/>
        <Option type="QString" value="collection" name="type"/>
       </Option>
      </data_defined_properties>
      <layer locked="0" class="ArrowLine" enabled="1" pass="0">
       <Option type="Map">
        <Option type="QString" value="0.3" name="arrow_start_width"/>
        <Option type="QString" value="MM" name="arrow_start_width_unit"/>
        <Option type="QString" value="3x:0,0,0,0,0,0" name="arrow_start_width_unit_scale"/>
        <Option type="QString" value="0" name="arrow_type"/>
        <Option type="QString" value="0.3" name="arrow_width"/>
        <Option type="QString" value="MM" name="arrow_width_unit"/>
        <Option type="QString" value="3x:0,0,0,0,0,0" name="arrow_width_unit_scale"/>
        <Option type="QString" value="1.6" name="head_length"/>
        <Option type="QString" value="MM" name="head_length_unit"/>
        <Option type="QString" value="3x:0,0,0,0,0,0" name="head_length_unit_scale"/>
        <Option type="QString" value="0.88" name="head_thickness"/>
        <Option type="QString" value="MM" name="head_thickness_unit"/>
        <Option type="QString" value="3x:0,0,0,0,0,0" name="head_thickness_unit_scale"/>
        <Option type="QString" value="0" name="head_type"/>
        <Option type="QString" value="0" name="is_curved"/>
        <Option type="QString" value="0" name="is_repeated"/>
        <Option type="QString" value="0" name="offset"/>
        <Option type="QString" value="MM" name="offset_unit"/>
        <Option type="QString" value="3x:0,0,0,0,0,0" name="offset_unit_scale"/>
        <Option type="QString" value="0" name="ring_filter"/>
       </Option>
       <data_defined_properties>
        <Option type="Map">
         <Option type="QString" value="" name="name"/>
         <Option name="properties"/>
         <Option type="QString" value="collection" name="type"/>
        </Option>
       </data_defined_properties>
       <symbol type="fill" name="@@3@0@0" clip_to_extent="1" alpha="1" force_rhr="0">
        <data_defined_properties>
         <Option type="Map">
          <Option type="QString" value="" name="name"/>
          <Option name="properties"/>
          <Option type="QString" value="collection" name="type"/>
         </Option>
        </data_defined_properties>
        <layer locked="0" class="SimpleFill" enabled="1" pass="0">
         <Option type="Map">
          <Option type="QString" value="3x:0,0,0,0,0,0" name="border_width_map_unit_scale"/>
          <Option type="QString" value="240,128,48,255" name="color"/>
          <Option type="QString" value="bevel" name="joinstyle"/>
          <Option type="QString" value="0,0" name="offset"/>
          <Option type="QString" value="3x:0,0,0,0,0,0" name="offset_map_unit_scale"/>
          <Option type="QString" value="MM" name="offset_unit"/>
          <Option type="QString" value="255,255,255,160" name="outline_color"/>
          <Option type="QString" value="solid" name="outline_style"/>
          <Option type="QString" value="0.08" name="outline_width"/>
          <Option type="QString" value="MM" name="outline_width_unit"/>
          <Option type="QString" value="solid" name="style"/>
         </Option>
         <data_defined_properties>
          <Option type="Map">
           <Option type="QString" value="" name="name"/>
           <Option name="properties"/>
           <Option type="QString" value="collection" name="type"/>
          </Option>
         </data_defined_properties>
        </layer>
       </symbol>
      </layer>
     </symbol>
    </layer>
    <layer locked="0" class="SimpleMarker" enabled="1" pass="0">
     <Option type="Map">
      <Option type="QString" value="0" name="angle"/>
      <Option type="QString" value="square" name="cap_style"/>
      <Option type="QString" value="240,128,48,255" name="color"/>
      <Option type="QString" value="1" name="horizontal_anchor_point"/>
      <Option type="QString" value="bevel" name="joinstyle"/>
      <Option type="QString" value="circle" name="name"/>
      <Option type="QString" value="0,0" name="offset"/>
      <Option type="QString" value="3x:0,0,0,0,0,0" name="offset_map_unit_scale"/>
      <Option type="QString" value="MM" name="offset_unit"/>
      <Option type="QString" value="255,255,255,255" name="outline_color"/>
      <Option type="QString" value="solid" name="outline_style"/>
      <Option type="QString" value="0.25" name="outline_width"/>
      <Option type="QString" value="3x:0,0,0,0,0,0" name="outline_width_map_unit_scale"/>
      <Option type="QString" value="MM" name="outline_width_unit"/>
      <Option type="QString" value="diameter" name="scale_method"/>
      <Option type="QString" value="1.9" name="size"/>
      <Option type="QString" value="3x:0,0,0,0,0,0" name="size_map_unit_scale"/>
      <Option type="QString" value="MM" name="size_unit"/>
      <Option type="QString" value="1" name="vertical_anchor_point"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option type="QString" value="" name="name"/>
       <Option name="properties"/>
       <Option type="QString" value="collection" name="type"/>
      </Option>
     </data_defined_properties>
    </layer>
   </symbol>
   <symbol type="marker" name="4" clip_to_extent="1" alpha="1" force_rhr="0">
    <data_defined_properties>
     <Option type="Map">
      <Option type="QString" value="" name="name"/>
      <Option name="properties"/>
      <Option type="QString" value="collection" name="type"/>
     </Option>
    </data_defined_properties>
    <layer locked="0" class="GeometryGenerator" enabled="1" pass="0">
     <Option type="Map">
      <Option type="QString" value="Line" name="SymbolType"/>
      <Option type="QString" value="make_line(make_point($x - &quot;dx&quot; * coalesce(@arrow_exaggeration, 1), $y - &quot;dy&quot; * coalesce(@arrow_exaggeration, 1)), $geometry)" name="geometryModifier"/>
      <Option type="QString" value="MapUnit" name="units"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option type="QString" value="" name="name"/>
       <Option name="properties"/>
       <Option type="QString" value="collection" name="type"/>
      </Option>
     </data_defined_properties>
     <symbol type="line" name="@4@0" clip_to_extent="1" alpha="1" force_rhr="0">
      <data_defined_properties>
       <Option type="Map">
        <Option type="QString" value="" name="name"/>
        <Option name="properties"/>
        <Option type="QString" value="collection" name="type"/>
       </Option>
      </data_defined_properties>
      <layer locked="0" class="ArrowLine" enabled="1" pass="0">
       <Option type="Map">
        <Option type="QString" value="0.3" name="arrow_start_width"/>
        <Option type="QString" value="MM" name="arrow_start_width_unit"/>
        <Option type="QString" value="3x:0,0,0,0,0,0" name="arrow_start_width_unit_scale"/>
        <Option type="QString" value="0" name="arrow_type"/>
        <Option type="QString" value="0.3" name="arrow_width"/>
        <Option type="QString" value="MM" name="arrow_width_unit"/>
        <Option type="QString" value="3x:0,0,0,0,0,0" name="arrow_width_unit_scale"/>
        <Option type="QString" value="1.6" name="head_length"/>
        <Option type="QString" value="MM" name="head_length_unit"/>
        <Option type="QString" value="3x:0,0,0,0,0,0" name="head_length_unit_scale"/>
        <Option type="QString" value="0.88" name="head_thickness"/>
        <Option type="QString" value="MM" name="head_thickness_unit"/>
        <Option type="QString" value="3x:0,0,0,0,0,0" name="head_thickness_unit_scale"/>
        <Option type="QString" value="0" name="head_type"/>
        <Option type="QString" value="0" name="is_curved"/>
        <Option type="QString" value="0" name="is_repeated"/>
        <Option type="QString" value="0" name="offset"/>
        <Option type="QString" value="MM" name="offset_unit"/>
        <Option type="QString" value="3x:0,0,0,0,0,0" name="offset_unit_scale"/>
        <Option type="QString" value="0" name="ring_filter"/>
       </Option>
       <data_defined_properties>
        <Option type="Map">
         <Option type="QString" value="" name="name"/>
         <Option name="properties"/>
         <Option type="QString" value="collection" name="type"/>
        </Option>
       </data_defined_properties>
       <symbol type="fill" name="@@4@0@0" clip_to_extent="1" alpha="1" force_rhr="0">
        <data_defined_properties>
         <Option type="Map">
          <Option type="QString" value="" name="name"/>
          <Option name="properties"/>
          <Option type="QString" value="collection" name="type"/>
         </Option>
        </data_defined_properties>
        <layer locked="0" class="SimpleFill" enabled="1" pass="0">
         <Option type="Map">
          <Option type="QString" value="3x:0,0,0,0,0,0" name="border_width_map_unit_scale"/>
          <Option type="QString" value="197,27,58,255" name="color"/>
          <Option type="QString" value="bevel" name="joinstyle"/>
          <Option type="QString" value="0,0" name="offset"/>
          <Option type="QString" value="3x:0,0,0,0,0,0" name="offset_map_unit_scale"/>
          <Option type="QString" value="MM" name="offset_unit"/>
          <Option type="QString" value="255,255,255,160" name="outline_color"/>
          <Option type="QString" value="solid" name="outline_style"/>
          <Option type="QString" value="0.08" name="outline_width"/>
          <Option type="QString" value="MM" name="outline_width_unit"/>
          <Option type="QString" value="solid" name="style"/>
         </Option>
         <data_defined_properties>
          <Option type="Map">
           <Option type="QString" value="" name="name"/>
           <Option name="properties"/>
           <Option type="QString" value="collection" name="type"/>
          </Option>
         </data_defined_properties>
        </layer>
       </symbol>
      </layer>
     </symbol>
    </layer>
    <layer locked="0" class="SimpleMarker" enabled="1" pass="0">
     <Option type="Map">
      <Option type="QString" value="0" name="angle"/>
      <Option type="QString" value="square" name="cap_style"/>
      <Option type="QString" value="197,27,58,255" name="color"/>
      <Option type="QString" value="1" name="horizontal_anchor_point"/>
      <Option type="QString" value="bevel" name="joinstyle"/>
      <Option type="QString" value="circle" name="name"/>
      <Option type="QString" value="0,0" name="offset"/>
      <Option type="QString" value="3x:0,0,0,0,0,0" name="offset_map_unit_scale"/>
      <Option type="QString" value="MM" name="offset_unit"/>
      <Option type="QString" value="255,255,255,255" name="outline_color"/>
      <Option type="QString" value="solid" name="outline_style"/>
      <Option type="QString" value="0.25" name="outline_width"/>
      <Option type="QString" value="3x:0,0,0,0,0,0" name="outline_width_map_unit_scale"/>
      <Option type="QString" value="MM" name="outline_width_unit"/>
      <Option type="QString" value="diameter" name="scale_method"/>
      <Option type="QString" value="1.9" name="size"/>
      <Option type="QString" value="3x:0,0,0,0,0,0" name="size_map_unit_scale"/>
      <Option type="QString" value="MM" name="size_unit"/>
      <Option type="QString" value="1" name="vertical_anchor_point"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option type="QString" value="" name="name"/>
       <Option name="properties"/>
       <Option type="QString" value="collection" name="type"/>
      </Option>
     </data_defined_properties>
    </layer>
   </symbol>
   <symbol type="marker" name="5" clip_to_extent="1" alpha="1" force_rhr="0">
    <data_defined_properties>
     <Option type="Map">
      <Option type="QString" value="" name="name"/>
      <Option name="properties"/>
      <Option type="QString" value="collection" name="type"/>
     </Option>
    </data_defined_properties>
    <layer locked="0" class="GeometryGenerator" enabled="1" pass="0">
     <Option type="Map">
      <Option type="QString" value="Line" name="SymbolType"/>
      <Option type="QString" value="make_line(make_point($x - &quot;dx&quot; * coalesce(@arrow_exaggeration, 1), $y - &quot;dy&quot; * coalesce(@arrow_exaggeration, 1)), $geometry)" name="geometryModifier"/>
      <Option type="QString" value="MapUnit" name="units"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option type="QString" value="" name="name"/>
       <Option name="properties"/>
       <Option type="QString" value="collection" name="type"/>
      </Option>
     </data_defined_properties>
     <symbol type="line" name="@5@0" clip_to_extent="1" alpha="1" force_rhr="0">
      <data_defined_properties>
       <Option type="Map">
        <Option type="QString" value="" name="name"/>
        <Option name="properties"/>
        <Option type="QString" value="collection" name="type"/>
       </Option>
      </data_defined_properties>
      <layer locked="0" class="ArrowLine" enabled="1" pass="0">
       <Option type="Map">
        <Option type="QString" value="0.3" name="arrow_start_width"/>
        <Option type="QString" value="MM" name="arrow_start_width_unit"/>
        <Option type="QString" value="3x:0,0,0,0,0,0" name="arrow_start_width_unit_scale"/>
        <Option type="QString" value="0" name="arrow_type"/>
        <Option type="QString" value="0.3" name="arrow_width"/>
        <Option type="QString" value="MM" name="arrow_width_unit"/>
        <Option type="QString" value="3x:0,0,0,0,0,0" name="arrow_width_unit_scale"/>
        <Option type="QString" value="1.6" name="head_length"/>
        <Option type="QString" value="MM" name="head_length_unit"/>
        <Option type="QString" value="3x:0,0,0,0,0,0" name="head_length_unit_scale"/>
        <Option type="QString" value="0.88" name="head_thickness"/>
        <Option type="QString" value="MM" name="head_thickness_unit"/>
        <Option type="QString" value="3x:0,0,0,0,0,0" name="head_thickness_unit_scale"/>
        <Option type="QString" value="0" name="head_type"/>
        <Option type="QString" value="0" name="is_curved"/>
        <Option type="QString" value="0" name="is_repeated"/>
        <Option type="QString" value="0" name="offset"/>
        <Option type="QString" value="MM" name="offset_unit"/>
        <Option type="QString" value="3x:0,0,0,0,0,0" name="offset_unit_scale"/>
        <Option type="QString" value="0" name="ring_filter"/>
       </Option>
       <data_defined_properties>
        <Option type="Map">
         <Option type="QString" value="" name="name"/>
         <Option name="properties"/>
         <Option type="QString" value="collection" name="type"/>
        </Option>
       </data_defined_properties>
       <symbol type="fill" name="@@5@0@0" clip_to_extent="1" alpha="1" force_rhr="0">
        <data_defined_properties>
         <Option type="Map">
          <Option type="QString" value="" name="name"/>
          <Option name="properties"/>
          <Option type="QString" value="collection" name="type"/>
         </Option>
        </data_defined_properties>
        <layer locked="0" class="SimpleFill" enabled="1" pass="0">
         <Option type="Map">
          <Option type="QString" value="3x:0,0,0,0,0,0" name="border_width_map_unit_scale"/>
          <Option type="QString" value="59,120,195,255" name="color"/>
          <Option type="QString" value="bevel" name="joinstyle"/>
          <Option type="QString" value="0,0" name="offset"/>
          <Option type="QString" value="3x:0,0,0,0,0,0" name="offset_map_unit_scale"/>
          <Option type="QString" value="MM" name="offset_unit"/>
          <Option type="QString" value="255,255,255,160" name="outline_color"/>
          <Option type="QString" value="solid" name="outline_style"/>
          <Option type="QString" value="0.08" name="outline_width"/>
          <Option type="QString" value="MM" name="outline_width_unit"/>
          <Option type="QString" value="solid" name="style"/>
         </Option>
         <data_defined_properties>
          <Option type="Map">
           <Option type="QString" value="" name="name"/>
           <Option name="properties"/>
           <Option type="QString" value="collection" name="type"/>
          </Option>
         </data_defined_properties>
        </layer>
       </symbol>
      </layer>
     </symbol>
    </layer>
    <layer locked="0" class="SimpleMarker" enabled="1" pass="0">
     <Option type="Map">
      <Option type="QString" value="0" name="angle"/>
      <Option type="QString" value="square" name="cap_style"/>
      <Option type="QString" value="59,120,195,255" name="color"/>
      <Option type="QString" value="1" name="horizontal_anchor_point"/>
      <Option type="QString" value="bevel" name="joinstyle"/>
      <Option type="QString" value="circle" name="name"/>
      <Option type="QString" value="0,0" name="offset"/>
      <Option type="QString" value="3x:0,0,0,0,0,0" name="offset_map_unit_scale"/>
      <Option type="QString" value="MM" name="offset_unit"/>
      <Option type="QString" value="255,255,255,255" name="outline_color"/>
      <Option type="QString" value="solid" name="outline_style"/>
      <Option type="QString" value="0.25" name="outline_width"/>
      <Option type="QString" value="3x:0,0,0,0,0,0" name="outline_width_map_unit_scale"/>
      <Option type="QString" value="MM" name="outline_width_unit"/>
      <Option type="QString" value="diameter" name="scale_method"/>
      <Option type="QString" value="1.9" name="size"/>
      <Option type="QString" value="3x:0,0,0,0,0,0" name="size_map_unit_scale"/>
      <Option type="QString" value="MM" name="size_unit"/>
      <Option type="QString" value="1" name="vertical_anchor_point"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option type="QString" value="" name="name"/>
       <Option name="properties"/>
       <Option type="QString" value="collection" name="type"/>
      </Option>
     </data_defined_properties>
    </layer>
   </symbol>
   <symbol type="marker" name="6" clip_to_extent="1" alpha="1" force_rhr="0">
    <data_defined_properties>
     <Option type="Map">
      <Option type="QString" value="" name="name"/>
      <Option name="properties"/>
      <Option type="QString" value="collection" name="type"/>
     </Option>
    </data_defined_properties>
    <layer locked="0" class="SimpleMarker" enabled="1" pass="0">
     <Option type="Map">
      <Option type="QString" value="0" name="angle"/>
      <Option type="QString" value="square" name="cap_style"/>
      <Option type="QString" value="255,255,255,0" name="color"/>
      <Option type="QString" value="1" name="horizontal_anchor_point"/>
      <Option type="QString" value="bevel" name="joinstyle"/>
      <Option type="QString" value="circle" name="name"/>
      <Option type="QString" value="0,0" name="offset"/>
      <Option type="QString" value="3x:0,0,0,0,0,0" name="offset_map_unit_scale"/>
      <Option type="QString" value="MM" name="offset_unit"/>
      <Option type="QString" value="140,140,140,255" name="outline_color"/>
      <Option type="QString" value="solid" name="outline_style"/>
      <Option type="QString" value="0.25" name="outline_width"/>
      <Option type="QString" value="3x:0,0,0,0,0,0" name="outline_width_map_unit_scale"/>
      <Option type="QString" value="MM" name="outline_width_unit"/>
      <Option type="QString" value="diameter" name="scale_method"/>
      <Option type="QString" value="1.9" name="size"/>
      <Option type="QString" value="3x:0,0,0,0,0,0" name="size_map_unit_scale"/>
      <Option type="QString" value="MM" name="size_unit"/>
      <Option type="QString" value="1" name="vertical_anchor_point"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option type="QString" value="" name="name"/>
       <Option name="properties"/>
       <Option type="QString" value="collection" name="type"/>
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
