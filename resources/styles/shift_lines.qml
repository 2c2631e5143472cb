<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.0" styleCategories="Symbology">
 <renderer-v2 type="singleSymbol" referencescale="-1" enableorderby="0" forceraster="0" symbollevels="0">
  <symbols>
   <symbol type="line" force_rhr="0" clip_to_extent="1" alpha="1" name="0">
    <data_defined_properties>
     <Option type="Map">
      <Option type="QString" name="name" value=""/>
      <Option name="properties"/>
      <Option type="QString" name="type" value="collection"/>
     </Option>
    </data_defined_properties>
    <layer class="ArrowLine" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="arrow_start_width" value="0.4"/>
      <Option type="QString" name="arrow_start_width_unit" value="MM"/>
      <Option type="QString" name="arrow_start_width_unit_scale" value="3x:0,0,0,0,0,0"/>
      <Option type="QString" name="arrow_type" value="0"/>
      <Option type="QString" name="arrow_width" value="0.4"/>
      <Option type="QString" name="arrow_width_unit" value="MM"/>
      <Option type="QString" name="arrow_width_unit_scale" value="3x:0,0,0,0,0,0"/>
      <Option type="QString" name="head_length" value="1.4"/>
      <Option type="QString" name="head_length_unit" value="MM"/>
      <Option type="QString" name="head_length_unit_scale" value="3x:0,0,0,0,0,0"/>
      <Option type="QString" name="head_thickness" value="0.77"/>
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
     <symbol type="fill" force_rhr="0" clip_to_extent="1" alpha="1" name="@0@0">
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
        <Option type="QString" name="color" value="33,102,172,255"/>
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
  </symbols>
  <rotation/>
  <sizescale/>
 </renderer-v2>
 <blendMode>0</blendMode>
 <featureBlendMode>0</featureBlendMode>
 <layerGeometryType>1</layerGeometryType>
</qgis>
